package io.github.reactoraws;

import java.util.function.LongSupplier;

/**
 * Tells the time of elements, some of which come in runs. To read the clock can cost more than all
 * else that is done for an element; so it is read for each element that comes by itself, and in a
 * run that is quick only for some. Not thread-safe.
 */
final class RunClock {
  static final int MOST_ON_ONE_READING = 64;
  static final long QUICK_NANOS = 50_000; // what a reading is stale by as long as a run keeps pace

  private final LongSupplier nanoClock;
  private long reading;
  private int stride = 1; // elements on one reading
  private int left;

  RunClock(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /**
   * The time of the next element, in nanoseconds.
   *
   * @param inRun whether the element comes in one go with the one before
   */
  long now(boolean inRun) {
    if (inRun && left > 0) {
      left--;
      return reading;
    }
    long before = reading;
    reading = nanoClock.getAsLong();
    boolean quick = inRun && reading - before <= QUICK_NANOS;
    stride = quick ? Math.min(MOST_ON_ONE_READING, 2 * stride) : 1;
    left = stride - 1;
    return reading;
  }
}
