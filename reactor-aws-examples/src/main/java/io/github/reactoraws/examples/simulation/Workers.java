package io.github.reactoraws.examples.simulation;

import java.util.List;

/**
 * A server with a number of workers and a queue before them.
 *
 * @param latency of a call that does not wait, in seconds
 * @param steps the number of workers; the first at 0
 */
public record Workers(double latency, List<Step> steps) {

  /**
   * A server that stays as it is.
   *
   * @param workers calls that it works on at once
   * @param latency of a call that does not wait, in seconds
   * @return the server
   */
  public static Workers of(int workers, double latency) {
    return new Workers(latency, List.of(new Step(0, workers)));
  }

  /**
   * Returns the most calls a second that a number of workers can do.
   *
   * @param workers how many
   * @return calls a second
   */
  public double capacity(double workers) {
    return workers / (latency * Jitter.MEAN_TO_MEDIAN);
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
