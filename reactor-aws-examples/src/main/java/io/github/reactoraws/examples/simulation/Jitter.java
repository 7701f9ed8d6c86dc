package io.github.reactoraws.examples.simulation;

import java.util.SplittableRandom;

/** Latencies around a median, log-normal with a spread of 20 %: their mean is 2 % above it. */
final class Jitter {
  static final double SPREAD = 0.2;
  static final double MEAN_TO_MEDIAN = Math.exp(SPREAD * SPREAD / 2);

  private final long median;
  private final SplittableRandom random;

  Jitter(long medianNanos, SplittableRandom random) {
    this.median = medianNanos;
    this.random = random;
  }

  long nanos() {
    return (long) (median * Math.exp(SPREAD * random.nextGaussian()));
  }
}
