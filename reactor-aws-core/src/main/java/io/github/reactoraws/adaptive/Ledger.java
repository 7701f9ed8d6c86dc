package io.github.reactoraws.adaptive;

import io.github.reactoraws.limit.Limit;
import io.github.reactoraws.limit.Outcome;
import io.github.reactoraws.limit.Rate;
import io.github.reactoraws.limit.Sample;

/**
 * The books of a limiter: what is in flight, and whether one more may start. Not thread-safe.
 *
 * <p>A call under a permit has paid for its first attempt. If the attempts of the scope's clients
 * are told, each is counted here too: so a permit leaves a credit behind, which the next first
 * attempt takes instead of a turn of its own. Credits are not tied to calls: which attempt takes
 * which makes no difference, and so a call may change threads before it begins. There are never
 * more credits than permits in use.
 */
final class Ledger {
  private final Limit limit;
  private final Rate rate;
  private final int cap;
  private int permits; // in use
  private int bareAttempts; // in flight without a permit
  private int credits;
  private boolean attemptsAreTold;

  Ledger(Limit limit, Rate rate, int cap) {
    this.limit = limit;
    this.rate = rate;
    this.cap = cap;
  }

  int limit() {
    return Math.min(limit.limit(), cap);
  }

  double ratePerSecond() {
    return rate.perSecond();
  }

  int inFlight() {
    return permits + bareAttempts;
  }

  boolean isFull() {
    return inFlight() >= limit();
  }

  /** How long the rate lets the next start wait, in nanoseconds. */
  long nanosUntilStart(long now) {
    return rate.nanosUntilStart(now);
  }

  /** Takes a permit and a turn; returns how many are in flight with it. */
  int start(long now) {
    rate.onStart(now);
    permits++;
    credits++;
    return inFlight();
  }

  /** Gives a permit back. */
  void giveBack() {
    permits--;
    credits = Math.min(credits, permits);
  }

  /**
   * Learns from what a call under a permit met; not if each attempt is told already, which the
   * answer says.
   */
  boolean learnIfUntold(Sample sample) {
    if (!attemptsAreTold) {
      learn(sample);
    }
    return !attemptsAreTold;
  }

  /** Whether a permit has paid for the first attempt of a call that begins. */
  boolean takeCredit() {
    attemptsAreTold = true;
    if (credits == 0) {
      return false;
    }
    credits--;
    return true;
  }

  /** Takes a turn at {@code earliest} or later, and returns when. */
  long reserve(long now, long earliest) {
    return rate.reserve(now, earliest);
  }

  /** An attempt starts; returns how many are in flight with it. */
  int attemptStarts(boolean underPermit) {
    if (!underPermit) {
      bareAttempts++;
    }
    return Math.max(1, inFlight());
  }

  void attemptEnds(boolean underPermit, Sample sample) {
    if (!underPermit) {
      bareAttempts--;
    }
    learn(sample);
  }

  private void learn(Sample sample) {
    if (sample.outcome() != Outcome.IGNORED) {
      limit.onSample(sample);
      rate.onSample(sample);
    }
  }
}
