package io.github.reactoraws.limit;

import java.util.Objects;

/**
 * One attempt of a call that has ended.
 *
 * @param startNanos when it started, on a monotonic clock, in nanoseconds
 * @param endNanos when it ended, on the same clock
 * @param inFlight how many were in flight when it started, itself included
 * @param outcome how it ended
 */
public record Sample(long startNanos, long endNanos, int inFlight, Outcome outcome) {

  /**
   * Checks the bounds.
   *
   * @param startNanos any time
   * @param endNanos not before {@code startNanos}
   * @param inFlight 1 or more
   * @param outcome not {@code null}
   * @throws IllegalArgumentException if a value is out of its bounds; the message names it
   */
  public Sample {
    if (endNanos - startNanos < 0) {
      throw new IllegalArgumentException(
          "endNanos must not be before startNanos " + startNanos + ", was " + endNanos);
    }
    if (inFlight < 1) {
      throw new IllegalArgumentException("inFlight must be at least 1, was " + inFlight);
    }
    Objects.requireNonNull(outcome, "outcome");
  }

  /**
   * Returns how long the attempt took.
   *
   * @return nanoseconds, zero or more
   */
  public long latencyNanos() {
    return endNanos - startNanos;
  }
}
