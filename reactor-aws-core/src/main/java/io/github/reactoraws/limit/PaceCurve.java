package io.github.reactoraws.limit;

/** How the pace goes after a throttle. */
final class PaceCurve {

  /*
   * After CUBIC (Ha, Rhee and Xu 2008). With e the estimated refill and x = t / K - 1, where t is
   * the time since the throttle:
   *
   *   pace = e * (1 + x^3 / 2)   until t = 2 K, and e * (1 + x^7 / 2) from then on
   *   K    = 4.5 s * cbrt(e / 16), 2 to 5.5 s
   *
   * The pace begins at half the refill, is flat around it, and at 2 K as many calls have started as
   * tokens came: whatever was saved up is spent, and the next throttle is due. So the mean pace is
   * the refill, at the price of one throttle each 2 K: 10 s at 20 a second, 6 s at 5. If it does not
   * come, the refill has risen, and the pace grows ever faster.
   *
   * Below e only the server's bucket is filled, which so has to hold K * e / 8 tokens; hence the
   * upper bound of K. The lower one lets a server that refuses everything have some rest.
   *
   * Two clients of one bucket come to equal shares. The greater one meets more of the throttles and
   * is set back by half of more; and by the cube root its K is the longer one, so that both gain
   * alike when they differ, where a K for all would let each gain in proportion to what it has.
   */

  private static final double DEPTH = 0.5;
  private static final double PLATEAU_SECONDS = 4.5;
  private static final double PLATEAU_AT = 16; // tokens a second
  private static final double LEAST_SECONDS = 2;
  private static final double MOST_SECONDS = 5.5;

  private PaceCurve() {}

  /**
   * The pace, in starts a second.
   *
   * @param nanos since the throttle
   * @param refill the estimated refill a second; more than 0
   */
  static double at(double nanos, double refill) {
    double x = nanos / 1e9 / plateauSeconds(refill) - 1;
    return refill * (1 + DEPTH * Math.pow(x, x < 1 ? 3 : 7));
  }

  /** The time from the throttle to where the pace is the refill. */
  static double plateauSeconds(double refill) {
    double seconds = PLATEAU_SECONDS * Math.cbrt(refill / PLATEAU_AT);
    return Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, seconds));
  }
}
