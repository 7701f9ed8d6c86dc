package io.github.reactoraws.examples.simulation;

import java.util.List;

/**
 * A server with a number of workers and a queue before them.
 *
 * @param latency of a call that does not wait, in seconds; the median
 * @param spread how far latencies scatter: the standard deviation of their logarithm
 * @param steps the number of workers; the first at 0
 */
public record Workers(double latency, double spread, List<Step> steps) {

  /**
   * A server that stays as it is.
   *
   * @param workers calls that it works on at once
   * @param latency of a call that does not wait, in seconds
   * @return the server
   */
  public static Workers of(int workers, double latency) {
    return stepping(latency, new Step(0, workers));
  }

  /**
   * A server that changes.
   *
   * @param latency of a call that does not wait, in seconds
   * @param steps the number of workers; the first at 0
   * @return the server
   */
  public static Workers stepping(double latency, Step... steps) {
    return new Workers(latency, Bucket.SPREAD, List.of(steps));
  }

  /**
   * Changes how far latencies scatter.
   *
   * @param spread the standard deviation of their logarithm; 0.2 unless said
   * @return a copy
   */
  public Workers scattered(double spread) {
    return new Workers(latency, spread, steps);
  }

  /**
   * Returns the most calls a second that a number of workers can do.
   *
   * @param workers how many
   * @return calls a second
   */
  public double capacity(double workers) {
    return workers / (latency * Math.exp(spread * spread / 2));
  }

  /**
   * Returns the most calls that can be done in a part of the time.
   *
   * @param from the first second
   * @param to the end of the last
   * @return calls
   */
  public double possible(double from, double to) {
    double calls = 0;
    for (int i = 0; i < steps.size(); i++) {
      double begin = Math.max(from, steps.get(i).at());
      double end = i + 1 < steps.size() ? Math.min(to, steps.get(i + 1).at()) : to;
      calls += Math.max(0, end - begin) * capacity(steps.get(i).value());
    }
    return calls;
  }
}
