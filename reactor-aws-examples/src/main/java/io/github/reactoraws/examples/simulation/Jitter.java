package io.github.reactoraws.examples.simulation;

import java.util.SplittableRandom;

/** Latencies around a median, log-normal. */
final class Jitter {
  private final long median;
  private final double spread;
  private final SplittableRandom random;

  /**
   * Makes latencies.
   *
   * @param spread the standard deviation of their logarithm
   */
  Jitter(long medianNanos, double spread, SplittableRandom random) {
    this.median = medianNanos;
    this.spread = spread;
    this.random = random;
  }

  long nanos() {
    return (long) (median * Math.exp(spread * random.nextGaussian()));
  }
}
