package io.github.reactoraws.examples.simulation;

import java.util.SplittableRandom;

/**
 * The SDK's standard retries: three attempts, a quota for the repetitions of all calls, and after a
 * throttle a random wait below a second, then below two.
 */
final class RetryQuota {
  static final int MOST_ATTEMPTS = 3;
  private static final int FULL = 500;
  private static final int COST = 5;
  private static final double BASE_NANOS = 1e9;
  private static final double MOST_NANOS = 20e9;

  private final SplittableRandom random;
  private int left = FULL;

  RetryQuota(SplittableRandom random) {
    this.random = random;
  }

  /** Takes what a repetition costs, if it is there. */
  boolean take() {
    if (left < COST) {
      return false;
    }
    left -= COST;
    return true;
  }

  /** A call succeeded: its last repetition is given back, or one if there was none. */
  void giveBack(int attempts) {
    left = Math.min(FULL, left + (attempts > 1 ? COST : 1));
  }

  /** The wait after so many attempts that failed. */
  long backoffNanos(int attempts) {
    return (long) (random.nextDouble() * Math.min(MOST_NANOS, BASE_NANOS * (1 << (attempts - 1))));
  }
}
