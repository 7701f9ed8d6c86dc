package io.github.reactoraws.limit;

/** Estimates from throttled attempts how fast a server's token bucket is refilled. */
final class RefillEstimator {

  /*
   * An attempt that was throttled tells that the bucket was empty when it started. Between two such
   * moments the bucket gave as many tokens as it got, give or take one: the attempts that passed are
   * the refill times the time between. So the estimate is passed / time over the last moments with 20
   * attempts between, or over all while there are fewer.
   *
   * While the rate held up nothing, the bucket may have been full and have lost tokens; over such a
   * time (passed - 1) / time is a lower bound, which can raise the estimate but not lower it.
   *
   * When the refill falls, moments come thick and fast with little between, and what was before does
   * not count any more: if the last four show less than 0.7 of the estimate, those before them are
   * forgotten.
   *
   * An attempt counts by the time of its start, and so is known only some time later. A moment is
   * looked at once an attempt that started after it has passed, for then those from before it are
   * in; or if there are four more behind it, for then nothing passes any more.
   */

  static final int MOST_MOMENTS = 32;
  static final int ENOUGH = 20; // attempts
  private static final int LAST = 4; // moments
  private static final double FALLEN = 0.7;

  private final long[] times = new long[MOST_MOMENTS]; // of the moments, oldest first
  private final boolean[] idle = new boolean[MOST_MOMENTS]; // before each
  private final long[] passed = new long[MOST_MOMENTS + 1]; // before each, and since the last
  private int size;
  private int settled; // moments that are looked at
  private double perSecond = Double.NaN;
  private long evidence; // attempts that the estimate rests on

  /**
   * Learns that the bucket was empty at {@code start}, which is after the last such moment.
   *
   * @param idle whether there was time since then in which the rate held up nothing
   */
  void onEmpty(long start, boolean idle) {
    if (size == MOST_MOMENTS) {
      forget(1);
    }
    times[size] = start;
    this.idle[size] = idle;
    size++;
    passed[size] = 0;
    if (size - settled > LAST) {
      settle(settled + 1);
    }
  }

  /** Learns that an attempt that began at {@code start} found a token. */
  void onPassed(long start) {
    int segment = size;
    while (segment > 0 && start - times[segment - 1] < 0) {
      segment--;
    }
    passed[segment]++;
    if (segment > settled) {
      settle(segment);
    } else if (segment < settled) {
      estimate();
    }
  }

  private void settle(int moments) {
    settled = moments;
    estimate();
    if (settled > LAST) {
      int from = settled - LAST;
      if (wasBusy(from, settled - 1)
          && (passedBetween(from, settled - 1) + 1) / seconds(from, settled - 1)
              < FALLEN * perSecond) {
        forget(from);
        perSecond = Double.NaN;
        evidence = 0;
        estimate();
      }
    }
  }

  /** Whether the rate held up starts all the time between two moments: else few passed for want. */
  private boolean wasBusy(int from, int to) {
    for (int moment = from + 1; moment <= to; moment++) {
      if (idle[moment]) {
        return false;
      }
    }
    return true;
  }

  private void forget(int moments) {
    size -= moments;
    settled = Math.max(0, settled - moments);
    System.arraycopy(times, moments, times, 0, size);
    System.arraycopy(idle, moments, idle, 0, size);
    System.arraycopy(passed, moments, passed, 0, size + 1);
  }

  /** Whether there is an estimate: from the second moment on. */
  boolean isKnown() {
    return !Double.isNaN(perSecond);
  }

  /** The refill a second. */
  double perSecond() {
    return perSecond;
  }

  private void estimate() {
    if (settled < 2) {
      return;
    }
    int last = settled - 1;
    if (idle[last] && perSecond > 0) {
      double bound = (passed[last] - 1) / seconds(last - 1, last);
      if (bound > perSecond) {
        perSecond = bound;
        evidence = Math.max(1, passed[last] - 1);
      }
      return;
    }
    int from = last;
    long between = 0;
    do {
      between += passed[from];
      from--;
    } while (from > 0 && !idle[from] && between < ENOUGH);
    if (between >= ENOUGH || evidence < ENOUGH) {
      perSecond = (between < ENOUGH ? between + 1 : between) / seconds(from, last);
      evidence = between;
    }
  }

  private long passedBetween(int from, int to) {
    long sum = 0;
    for (int segment = from + 1; segment <= to; segment++) {
      sum += passed[segment];
    }
    return sum;
  }

  private double seconds(int from, int to) {
    return (times[to] - times[from]) / 1e9;
  }
}
