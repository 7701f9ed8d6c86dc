package io.github.reactoraws.examples.simulator;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * How long the simulator thinks before it answers, as a distribution. Immutable.
 *
 * <p>The delay of a call is drawn from the seed and the call's number alone. A throttled call is
 * answered at once, as AWS does.
 */
public final class Latency {
  private static final long DEFAULT_SEED = 1;
  private static final double P99_IN_SIGMAS = 2.3263478740408408; // of the normal distribution

  private final long seed;
  private final ToDoubleFunction<SplittableRandom> nanos;

  private Latency(long seed, ToDoubleFunction<SplittableRandom> nanos) {
    this.seed = seed;
    this.nanos = nanos;
  }

  /**
   * No delay.
   *
   * @return answers as fast as they can be made
   */
  public static Latency none() {
    return new Latency(DEFAULT_SEED, random -> 0);
  }

  /**
   * The same delay for each call.
   *
   * @param delay zero or more
   * @return that delay
   */
  public static Latency fixed(Duration delay) {
    double fixed = atLeastZero("delay", delay);
    return new Latency(DEFAULT_SEED, random -> fixed);
  }

  /**
   * A delay drawn evenly between two bounds.
   *
   * @param min the shortest; zero or more
   * @param max the longest; not below {@code min}
   * @return a uniform distribution
   */
  public static Latency between(Duration min, Duration max) {
    double low = atLeastZero("min", min);
    double high = notBelow("min", min, "max", max);
    return new Latency(DEFAULT_SEED, random -> low + random.nextDouble() * (high - low));
  }

  /**
   * A delay as services have it: most near the median, a few far above.
   *
   * @param median half of the calls take no longer; positive
   * @param p99 99 of 100 calls take no longer; not below {@code median}
   * @return a log-normal distribution
   */
  public static Latency logNormal(Duration median, Duration p99) {
    if (median.isZero() || median.isNegative()) {
      throw new IllegalArgumentException("median must be positive, was " + median);
    }
    double mu = Math.log((double) median.toNanos());
    double sigma = (Math.log(notBelow("median", median, "p99", p99)) - mu) / P99_IN_SIGMAS;
    return new Latency(DEFAULT_SEED, random -> Math.exp(mu + sigma * random.nextGaussian()));
  }

  /**
   * The same distribution with other draws.
   *
   * @param seed any number
   * @return a copy that draws from {@code seed}
   */
  public Latency seeded(long seed) {
    return new Latency(seed, nanos);
  }

  /** The delay of the call with this number. */
  Duration of(long call) {
    return Duration.ofNanos((long) nanos.applyAsDouble(Draws.of(seed, call)));
  }

  private static double atLeastZero(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(name + " must be zero or more, was " + value);
    }
    return (double) value.toNanos();
  }

  private static double notBelow(String floorName, Duration floor, String name, Duration value) {
    if (value.compareTo(floor) < 0) {
      throw new IllegalArgumentException(
          name + " must be at least " + floorName + " " + floor + ", was " + value);
    }
    return (double) value.toNanos();
  }
}
