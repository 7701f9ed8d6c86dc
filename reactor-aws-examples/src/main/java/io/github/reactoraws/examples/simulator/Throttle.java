package io.github.reactoraws.examples.simulator;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * Who may call now: the token buckets of {@link ThrottleTable}, made at first use.
 *
 * <p>Thread-safe. Holds at most two buckets per account, region and operation that was called.
 */
final class Throttle {
  private record Key(String account, String region, String service, String bucket) {}

  private final ConcurrentMap<Key, TokenBucket> buckets = new ConcurrentHashMap<>();
  private final double factor;
  private final LongSupplier nanoClock;

  /**
   * @param factor how much faster than AWS's the buckets refill; infinite for no throttling
   */
  Throttle(double factor, LongSupplier nanoClock) {
    this.factor = factor;
    this.nanoClock = nanoClock;
  }

  /** Takes a token for one call of {@code scope}; false when it must be refused. */
  boolean admits(Scope scope, boolean everything) {
    if (Double.isInfinite(factor)) {
      return true;
    }
    ThrottleTable.Limit limit = ThrottleTable.limit(scope, everything);
    Key key = new Key(scope.account(), scope.region(), scope.service(), limit.bucket());
    long now = nanoClock.getAsLong();
    return buckets
        .computeIfAbsent(
            key, k -> new TokenBucket(limit.capacity(), limit.refillPerSecond() * factor, now))
        .tryTake(now);
  }
}
