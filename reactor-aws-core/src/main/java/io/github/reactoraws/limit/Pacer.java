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
   * A reserved turn must not hold up starts before it, or all that could start until then were
   * lost; yet at its time there should be a token. So it takes one when its time has come but for
   * one token's time. Then one may be owed, which is there again in time.
   *
   * At one rate, in any time t there are at most rate * t + 2 + rate * 50 ms starts.
   */

  static final double CATCH_UP_SECONDS = 0.05;
  private static final double MOST_NANOS = 1L << 60; // 36 years; sums must not overflow
  static final int MOST_RESERVED = 1_024; // beyond, a turn takes its token when it is reserved

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
    long ahead = nanosPerToken(perSecond);
    while (reserved.isDue(now + ahead)) {
      idle += fill(reserved.poll() - ahead, perSecond);
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
    double full = full(perSecond);
    double nanosToFull = (full - tokens) / perSecond * 1e9;
    if (nanos <= nanosToFull) {
      tokens += nanos * perSecond / 1e9;
      return 0;
    }
    tokens = full;
    return nanos - Math.max(0, (long) nanosToFull);
  }

  /** How many tokens the bucket holds. */
  static double full(double perSecond) {
    return 1 + perSecond * CATCH_UP_SECONDS;
  }

  /** Nanoseconds until there is a token. */
  long nanosUntilStart(double perSecond) {
    return tokens >= 1 ? 0 : nanos((1 - tokens) / perSecond);
  }

  void onStart() {
    tokens--;
  }

  /** Reserves the first turn at {@code earliest} or later that is far enough from the others. */
  long reserve(long earliest, double perSecond) {
    if (reserved.isFull()) {
      tokens--;
    }
    return reserved.reserve(earliest, nanosPerToken(perSecond));
  }

  private static long nanosPerToken(double perSecond) {
    return nanos(1 / perSecond);
  }

  private static long nanos(double seconds) {
    return (long) Math.min(MOST_NANOS, Math.ceil(seconds * 1e9));
  }
}
