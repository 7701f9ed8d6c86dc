package io.github.reactoraws.examples.bench;

import io.github.reactoraws.cache.CachePolicy;
import io.github.reactoraws.cache.TieredCache;
import io.github.reactoraws.cache.key.CacheKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import reactor.core.publisher.Mono;

/** How long hits take: fresh ones, and stale ones behind which a load of 500 ms goes on. */
final class StaleWindow implements AutoCloseable {
  private static final Duration LOAD = Duration.ofMillis(500);
  private static final CachePolicy FRESH = CachePolicy.fresh(Duration.ofHours(1));
  private static final CachePolicy STALE =
      CachePolicy.builder(Duration.ofMillis(1)).staleWhileRevalidate(Duration.ofHours(1)).build();

  private final TieredCache cache = TieredCache.builder().build();
  private final AtomicLong loads = new AtomicLong();
  private final AtomicLong underWay = new AtomicLong();
  private final AtomicLong hits = new AtomicLong();
  private final List<Mono<String>> fresh;
  private final List<Mono<String>> stale;
  private final long[] nanos;

  /**
   * @param keys that are asked in turn
   * @param asks that are measured each time; they must take less than 500 ms
   */
  StaleWindow(int keys, int asks) {
    this.nanos = new long[asks];
    this.fresh = cached("fresh", keys, FRESH);
    this.stale = cached("stale", keys, STALE);
    fresh.forEach(Mono::block);
    stale.forEach(Mono::block);
    loads.set(0);
  }

  private List<Mono<String>> cached(String name, int keys, CachePolicy policy) {
    AtomicLong first = new AtomicLong(keys);
    Mono<String> load =
        Mono.defer(
            () -> {
              loads.incrementAndGet();
              return first.decrementAndGet() >= 0 ? Mono.just("value") : slow();
            });
    return IntStream.range(0, keys)
        .mapToObj(
            key ->
                load.transform(cache.cachedMono(CacheKey.of(name, "" + key), String.class, policy)))
        .toList();
  }

  private Mono<String> slow() {
    underWay.incrementAndGet();
    return Mono.delay(LOAD).thenReturn("value").doFinally(end -> underWay.decrementAndGet());
  }

  /** The 99th percentiles in nanoseconds, by {@code fresh} and {@code stale}. */
  Rounds.Medians p99(Rounds rounds) throws Exception {
    Rounds.Medians medians =
        rounds.of(Map.of("fresh", () -> p99(fresh, false), "stale", () -> p99(stale, true)));
    if (hits.get() != 2L * nanos.length * (rounds.warmups() + rounds.counted())) {
      throw new IllegalStateException("not all asks were answered at once");
    }
    return medians;
  }

  /** Begins when no load is under way, so that those of these asks are. */
  private double p99(List<Mono<String>> asked, boolean isLoaded) throws InterruptedException {
    while (underWay.get() > 0) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    long before = loads.get();
    int next = 0;
    for (int i = 0; i < nanos.length; i++) {
      Mono<String> one = asked.get(next);
      next = next + 1 == asked.size() ? 0 : next + 1;
      long start = System.nanoTime();
      one.subscribe(value -> hits.incrementAndGet());
      nanos[i] = System.nanoTime() - start;
    }
    long begun = loads.get() - before;
    if (isLoaded ? begun < asked.size() : begun > 0) {
      throw new IllegalStateException(begun + " loads were begun behind the hits");
    }
    return Rounds.p99(nanos, nanos.length);
  }

  @Override
  public void close() {
    cache.close();
  }
}
