package io.github.reactoraws.limit;

/** The limits and rates of this library. */
public final class Limits {
  private static final int INITIAL = 5;
  private static final int MAX = 1_000;

  private Limits() {}

  /**
   * Makes a limit that stays as it is.
   *
   * @param limit how many calls may be in flight; 1 or more
   * @return a limit that learns nothing
   * @throws IllegalArgumentException if {@code limit} is less than 1
   */
  public static Limit fixed(int limit) {
    atLeastOne("limit", limit);
    return new FixedLimit(limit);
  }

  /**
   * Makes a limit that finds the server's bottleneck, from 5 calls in flight up to 1,000.
   *
   * @return the limit of {@link #bottleneck(int, int)}
   */
  public static Limit bottleneck() {
    return bottleneck(INITIAL, MAX);
  }

  /**
   * Makes a limit that finds the server's bottleneck: it grows while more calls in flight bring
   * more answers, and shrinks when they only wait for each other. It does not grow while fewer
   * calls than it allows are in flight, nor by answers that say "throttled".
   *
   * <p>After BBR: N. Cardwell, Y. Cheng, C. S. Gunn, S. H. Yeganeh and V. Jacobson, "BBR:
   * Congestion-Based Congestion Control", ACM Queue 14(5), 2016.
   *
   * <p><b>Memory:</b> a few numbers. <b>Threads:</b> one at a time.
   *
   * @param initial how many calls may be in flight at first; 1 or more. So many calls and one for
   *     each 30 answers are refused at once when a token bucket runs dry for the first time
   * @param max how many may be in flight ever; {@code initial} or more
   * @return a limit that has seen nothing yet
   * @throws IllegalArgumentException if a value is out of its bounds; the message names it
   */
  public static Limit bottleneck(int initial, int max) {
    atLeastOne("initial", initial);
    if (max < initial) {
      throw new IllegalArgumentException(
          "max must be at least initial " + initial + ", was " + max);
    }
    return new BottleneckLimit(initial, max);
  }

  /**
   * Makes a rate that limits nothing.
   *
   * @return a rate by which every call may start at once
   */
  public static Rate unlimitedRate() {
    return new UnlimitedRate();
  }

  /**
   * Makes a rate that stays as it is: a token bucket, which lets starts that come late catch up by
   * 50 ms.
   *
   * @param perSecond starts a second; more than 0, finite
   * @return a rate that learns nothing
   * @throws IllegalArgumentException if {@code perSecond} is out of its bounds
   */
  public static Rate fixedRate(double perSecond) {
    if (!(perSecond > 0 && perSecond < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "perSecond must be more than 0 and finite, was " + perSecond);
    }
    return new FixedRate(perSecond);
  }

  /**
   * Makes a rate that learns from throttled attempts at what rate the server refills its token
   * bucket. It limits nothing until the first of them.
   *
   * <p>The estimate of the refill is this library's own: between two moments at which the bucket
   * was empty, as many attempts have passed as tokens came. The pace goes around it by a curve
   * after CUBIC, flat near the estimate and steep beyond: S. Ha, I. Rhee and L. Xu, "CUBIC: A New
   * TCP-Friendly High-Speed TCP Variant", ACM SIGOPS Operating Systems Review 42(5), 2008.
   *
   * <p><b>Memory:</b> the last 32 throttles and 1,024 reserved turns at most. <b>Threads:</b> one
   * at a time.
   *
   * @return a rate that has seen nothing yet
   */
  public static Rate learnedRate() {
    return new LearnedRate();
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, was " + value);
    }
  }
}
