package io.github.reactoraws.examples.simulation;

import java.util.List;

/**
 * A server with a token bucket.
 *
 * @param capacity its tokens at first, and at most
 * @param latency of a call, in seconds, the median; they scatter by 20 %. A throttle takes a
 *     quarter
 * @param steps the refill a second; the first at 0
 */
public record Bucket(int capacity, double latency, List<Step> steps) {
  static final double SPREAD = 0.2;

  /**
   * A bucket with one refill.
   *
   * @param capacity its tokens at first, and at most
   * @param refill tokens a second
   * @param latency of a call, in seconds
   * @return the server
   */
  public static Bucket of(int capacity, double refill, double latency) {
    return new Bucket(capacity, latency, List.of(new Step(0, refill)));
  }

  /**
   * Returns how many calls can succeed.
   *
   * @param seconds from the start
   * @return the tokens there at first, and all that come
   */
  public double possible(double seconds) {
    double tokens = capacity;
    for (int i = 0; i < steps.size(); i++) {
      double end = i + 1 < steps.size() ? Math.min(seconds, steps.get(i + 1).at()) : seconds;
      tokens += Math.max(0, end - steps.get(i).at()) * steps.get(i).value();
    }
    return tokens;
  }
}
