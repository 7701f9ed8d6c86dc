package io.github.reactoraws.cache.tier.memory;

import io.github.reactoraws.cache.codec.Codec;
import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.tier.EntryTimes;
import io.github.reactoraws.cache.tier.ListWriter;
import io.github.reactoraws.cache.tier.PageLostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Gathers pages, and lets the tier hold all of them at once. */
final class HeldWriter<T> implements ListWriter<T> {
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final MemoryTier tier;
  private final CacheKey key;
  private final Codec<T> codec;
  private final Scheduler clock;
  private final List<List<T>> pages = new CopyOnWriteArrayList<>();
  private volatile boolean over; // committed or abandoned

  HeldWriter(MemoryTier tier, CacheKey key, Codec<T> codec, Scheduler clock) {
    this.tier = tier;
    this.key = key;
    this.codec = codec;
    this.clock = clock;
  }

  @Override
  public Mono<Void> append(List<? extends T> values) {
    return Mono.fromRunnable(
        () -> {
          requireOpen();
          if (values.isEmpty()) {
            throw new IllegalArgumentException("values must be at least one, there was none");
          }
          pages.add(List.copyOf(values));
        });
  }

  @Override
  public Mono<List<T>> page(int index) {
    return Mono.fromSupplier(
        () -> {
          if (index < 0 || index >= pages.size()) {
            throw new PageLostException("page " + index + " of " + key + " is gone", null);
          }
          return pages.get(index);
        });
  }

  @Override
  public Mono<Void> commit(EntryTimes times) {
    return Mono.fromRunnable(
        () -> {
          requireOpen();
          over = true;
          tier.put(key, held(times));
        });
  }

  private HeldList held(EntryTimes times) {
    long now = clock.now(TimeUnit.NANOSECONDS);
    List<T> values = new ArrayList<>();
    int[] ends = new int[pages.size()];
    long weight = 0;
    for (int i = 0; i < ends.length; i++) {
      values.addAll(pages.get(i));
      ends[i] = values.size();
      weight += codec.encode(pages.get(i)).length;
    }
    return new HeldList(
        codec.format(),
        values.toArray(),
        ends,
        now - nanos(times.age()),
        nanos(times.took()),
        now + nanos(times.timeToLive()),
        weight,
        ThreadLocalRandom.current().nextDouble());
  }

  /** As nanoseconds; a century at most, which the clock can be added to. */
  private static long nanos(Duration time) {
    return time.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : time.toNanos();
  }

  private void requireOpen() {
    if (over || tier.isClosed()) {
      throw new IllegalStateException("the list of " + key + " cannot be written any more");
    }
  }

  @Override
  public void abandon() {
    if (!over) {
      over = true;
      pages.clear();
    }
  }

  @Override
  public void release() {
    pages.clear();
  }
}
