package io.github.reactoraws.cache.tier.disk;

import io.github.reactoraws.cache.codec.Codec;
import io.github.reactoraws.cache.tier.EntryTimes;
import io.github.reactoraws.cache.tier.StoredList;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A list that was found. Thread-safe. */
final class DiskList<T> implements StoredList<T> {
  private final DiskReader reader;
  private final Workers workers;
  private final EntryRow entry;
  private final EntryTimes times;
  private final Codec<T> codec;
  private final @Nullable List<T> only;
  private final AtomicBoolean released = new AtomicBoolean();

  DiskList(
      DiskReader reader,
      Workers workers,
      EntryRow entry,
      long now,
      Codec<T> codec,
      @Nullable List<T> only) {
    this.reader = reader;
    this.workers = workers;
    this.entry = entry;
    this.codec = codec;
    this.only = only;
    this.times =
        new EntryTimes(
            Duration.ofMillis(Math.max(0, now - entry.loadedAt())),
            Duration.ofNanos(entry.took()),
            Duration.ofMillis(Math.max(1, entry.expiresAt() - now)));
  }

  @Override
  public EntryTimes times() {
    return times;
  }

  @Override
  public int pages() {
    return entry.pages();
  }

  @Override
  public long values() {
    return entry.items();
  }

  @Override
  public long bytes() {
    return entry.bytes();
  }

  @Override
  public Mono<List<T>> page(int index) {
    if (index < 0 || index >= entry.pages()) {
      return Mono.error(new IndexOutOfBoundsException(index));
    }
    List<T> read = only;
    if (read != null) {
      return Mono.just(read);
    }
    return Mono.create(
        sink ->
            workers.submit(
                desk -> {
                  try {
                    sink.success(reader.page(desk, entry, index, codec));
                  } catch (RuntimeException | Error failed) {
                    sink.error(failed);
                  }
                }));
  }

  @Override
  public void release() {
    if (released.compareAndSet(false, true)) {
      reader.release(entry.id());
    }
  }
}
