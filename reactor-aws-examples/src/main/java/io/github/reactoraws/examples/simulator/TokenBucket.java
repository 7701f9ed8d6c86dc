package io.github.reactoraws.examples.simulator;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A token bucket that begins full. Thread-safe; the clock is handed in.
 *
 * <p>Kept as a virtual schedule (the generic cell rate algorithm, ITU-T I.371), which is the same
 * bucket in one number: the moment at which it would be full again.
 */
final class TokenBucket {
  private final long nanosPerToken;
  private final long nanosToFill;
  private final AtomicLong fullAt;

  TokenBucket(int capacity, double refillPerSecond, long nowNanos) {
    this.nanosPerToken = Math.max(1, Math.round(1e9 / refillPerSecond));
    this.nanosToFill = nanosPerToken * capacity;
    this.fullAt = new AtomicLong(nowNanos);
  }

  /** Takes one token if there is one. */
  boolean tryTake(long nowNanos) {
    while (true) {
      long seen = fullAt.get();
      long from = seen - nowNanos < 0 ? nowNanos : seen;
      long next = from + nanosPerToken;
      if (next - nowNanos > nanosToFill) {
        return false;
      }
      if (fullAt.compareAndSet(seen, next)) {
        return true;
      }
    }
  }
}
