package io.github.reactoraws.cache.tier.memory;

import io.github.reactoraws.cache.tier.EntryTimes;
import io.github.reactoraws.cache.tier.StoredList;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** A held list, in the pages that it was written in. */
final class HeldPages<T> implements StoredList<T> {
  private final HeldList list;
  private final EntryTimes times;

  HeldPages(HeldList list, long now) {
    this.list = list;
    this.times =
        new EntryTimes(
            Duration.ofNanos(Math.max(0, now - list.loadedAt())),
            Duration.ofNanos(list.took()),
            Duration.ofNanos(Math.max(1, list.keptUntil() - now)));
  }

  @Override
  public EntryTimes times() {
    return times;
  }

  @Override
  public int pages() {
    return list.pageEnds().length;
  }

  @Override
  public long values() {
    return list.values().length;
  }

  @Override
  public long bytes() {
    return list.weight();
  }

  @Override
  @SuppressWarnings("unchecked") // of the codec's format, so of its class
  public Mono<List<T>> page(int index) {
    Objects.checkIndex(index, pages());
    List<T> all = (List<T>) Collections.unmodifiableList(Arrays.asList(list.values()));
    return Mono.just(
        all.subList(index == 0 ? 0 : list.pageEnds()[index - 1], list.pageEnds()[index]));
  }

  @Override
  public void release() {}
}
