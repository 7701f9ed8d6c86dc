package io.github.reactoraws.examples.bench;

import io.github.reactoraws.cache.CachePolicy;
import io.github.reactoraws.cache.TieredCache;
import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.examples.simulator.Latency;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import software.amazon.awssdk.services.ec2.model.Instance;

/** Many who ask at once for a list that nobody has: one page of a simulated EC2. */
final class ColdKey {
  static final int INSTANCES = 1_000;

  private static final Duration LATENCY = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private ColdKey() {}

  /**
   * What came of it.
   *
   * @param calls that AWS has seen
   * @param items that all subscribers got together
   */
  record Asked(long calls, long items) {}

  static Asked by(int subscribers) {
    AtomicLong items = new AtomicLong();
    try (ListedInstances listed = new ListedInstances(INSTANCES, Latency.fixed(LATENCY));
        TieredCache cache = TieredCache.builder().build()) {
      Flux<Instance> cached =
          listed
              .items()
              .transform(
                  cache.cachedList(
                      CacheKey.of("bench", "cold"),
                      Instance.class,
                      CachePolicy.fresh(Duration.ofHours(1))));
      Flux.range(0, subscribers)
          .flatMap(
              i ->
                  cached
                      .doOnNext(item -> items.incrementAndGet())
                      .subscribeOn(Schedulers.parallel()),
              subscribers)
          .blockLast(PATIENCE);
      return new Asked(listed.calls(), items.get());
    }
  }
}
