package io.github.reactoraws.cache.tier.memory;

import io.github.reactoraws.cache.codec.Codec;
import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.tier.EntryTimes;
import io.github.reactoraws.cache.tier.ListWriter;
import io.github.reactoraws.cache.tier.PageLostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Gathers pages, and lets the tier hold all of them at once. */
final class HeldWriter<T> implements ListWriter<T> {
  private final MemoryTier tier;
  private final CacheKey key;
  private final Codec<T> codec;
  private final Scheduler clock;
  private final List<List<T>> pages = new CopyOnWriteArrayList<>();

  HeldWriter(MemoryTier tier, CacheKey key, Codec<T> codec, Scheduler clock) {
    this.tier = tier;
    this.key = key;
    this.codec = codec;
    this.clock = clock;
  }

  @Override
  public Mono<Void> append(List<? extends T> values) {
    return Mono.fromRunnable(() -> pages.add(List.copyOf(values)));
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
          long now = clock.now(TimeUnit.NANOSECONDS);
          List<T> values = new ArrayList<>();
          long weight = 0;
          for (List<T> page : pages) {
            values.addAll(page);
            weight += codec.encode(page).length;
          }
          tier.put(
              key,
              new HeldList(
                  codec.format(),
                  values.toArray(),
                  now - times.age().toNanos(),
                  times.took().toNanos(),
                  now + times.timeToLive().toNanos(),
                  weight,
                  ThreadLocalRandom.current().nextDouble()));
        });
  }

  @Override
  public void abandon() {
    pages.clear();
  }

  @Override
  public void release() {
    pages.clear();
  }
}
