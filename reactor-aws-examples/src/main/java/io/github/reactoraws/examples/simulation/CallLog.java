package io.github.reactoraws.examples.simulation;

import java.util.Arrays;

/** What a client did, and what can be said of it. Times are in seconds. */
public final class CallLog {
  private long[] ends = new long[1_024]; // of the successes, in their order
  private long[] latencies = new long[1_024];
  private int succeeded;
  private long failed;
  private long attempts;
  private long throttled;
  private int mostInFlight;

  void onAttempt(int inFlight) {
    attempts++;
    mostInFlight = Math.max(mostInFlight, inFlight);
  }

  void onThrottled() {
    throttled++;
  }

  void onFailed() {
    failed++;
  }

  void onSucceeded(long start, long end) {
    if (succeeded == ends.length) {
      ends = Arrays.copyOf(ends, 2 * succeeded);
      latencies = Arrays.copyOf(latencies, 2 * succeeded);
    }
    ends[succeeded] = end;
    latencies[succeeded] = end - start;
    succeeded++;
  }

  /**
   * Returns how many calls succeeded in a part of the time.
   *
   * @param from the first second
   * @param to the end of the last
   * @return calls whose last answer came then
   */
  public int succeeded(double from, double to) {
    return place(to) - place(from);
  }

  /**
   * Returns how many calls failed.
   *
   * @return calls
   */
  public long failed() {
    return failed;
  }

  /**
   * Returns how much of the attempts was wasted.
   *
   * @return throttled attempts among all, 0 to 1
   */
  public double throttledShare() {
    return attempts == 0 ? 0 : (double) throttled / attempts;
  }

  /**
   * Returns the most calls that were in flight at once.
   *
   * @return calls, those that wait for a repetition included
   */
  public int mostInFlight() {
    return mostInFlight;
  }

  /**
   * Returns a quantile of the latencies of the calls that succeeded in a part of the time.
   *
   * @param quantile 0 to 1
   * @param from the first second
   * @param to the end of the last
   * @return seconds from the first attempt to the last answer; not a number if none succeeded
   */
  public double latency(double quantile, double from, double to) {
    long[] sorted = Arrays.copyOfRange(latencies, place(from), place(to));
    if (sorted.length == 0) {
      return Double.NaN;
    }
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1, quantile * sorted.length)] / 1e9;
  }

  /**
   * Returns how long it took until calls succeeded at some rate.
   *
   * @param from since when
   * @param perSecond the rate
   * @param window over how many seconds it is taken
   * @return seconds from {@code from} to the end of the first window that shows the rate; infinite
   *     if none does
   */
  public double secondsUntil(double from, double perSecond, double window) {
    double last = succeeded == 0 ? 0 : ends[succeeded - 1] / 1e9;
    for (double at = from + window; at <= last; at += 0.1) {
      if (succeeded(at - window, at) >= perSecond * window) {
        return at - from;
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  private int place(double second) {
    int place = Arrays.binarySearch(ends, 0, succeeded, (long) (second * 1e9));
    if (place < 0) {
      return -place - 1;
    }
    while (place > 0 && ends[place - 1] == ends[place]) {
      place--;
    }
    return place;
  }
}
