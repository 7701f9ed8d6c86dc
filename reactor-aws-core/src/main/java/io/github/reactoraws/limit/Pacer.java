package io.github.reactoraws.limit;

/**
 * Spaces starts by a rate that may change: a token bucket that also takes reservations. Not
 * thread-safe.
 */
final class Pacer {

  /*
   * A start takes a token. The bucket holds one, and what 50 ms bring: timers are late by some
   * milliseconds, and a start that comes late must not cost those behind it their turn.
   *
   * A reserved turn takes its token when its time has come and not before, so that starts until then
   * go on; if there is no token at that time, one is owed. Reserved turns are one token's time
   * apart, so at one rate never more than one is owed, and in any time t there are at most
   * rate * t + 2 + rate * 50 ms starts.
   */

  static final double CATCH_UP_SECONDS = 0.05;
  static final int MOST_RESERVED = 1_024; // beyond, a turn is paid for when it is reserved

  private final Turns reserved = new Turns(MOST_RESERVED);
  private double tokens = 1;
  private long filledTo;
  private boolean begun;

  /**
   * Passes the time up to {@code now}.
   *
   * @return nanoseconds of it in which the bucket was full, so that the rate held up nothing
   */
  long advance(long now, double perSecond) {
    if (!begun) {
      begun = true;
      filledTo = now;
    }
    long idle = 0;
    while (reserved.isDue(now)) {
      idle += fill(reserved.poll(), perSecond);
      tokens--;
    }
    return idle + fill(now, perSecond);
  }

  private long fill(long to, double perSecond) {
    long nanos = to - filledTo;
    if (nanos <= 0) {
      return 0;
    }
    filledTo = to;
    double full = 1 + perSecond * CATCH_UP_SECONDS;
    tokens += nanos * perSecond / 1e9;
    double over = tokens - full;
    if (over <= 0) {
      return 0;
    }
    tokens = full;
    return Math.min(nanos, (long) (over / perSecond * 1e9));
  }

  /** Nanoseconds until there is a token. */
  long nanosUntilStart(double perSecond) {
    return tokens >= 1 ? 0 : (long) Math.ceil((1 - tokens) / perSecond * 1e9);
  }

  void onStart() {
    tokens--;
  }

  /** Reserves the first turn at {@code earliest} or later that is far enough from the others. */
  long reserve(long earliest, double perSecond) {
    if (reserved.isFull()) {
      tokens--;
    }
    return reserved.reserve(earliest, (long) Math.ceil(1e9 / perSecond));
  }
}
