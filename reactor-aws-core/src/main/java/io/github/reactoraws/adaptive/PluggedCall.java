package io.github.reactoraws.adaptive;

import io.github.reactoraws.limit.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * One call of a client that has the plugin: its limiter, and the attempt under way. The SDK moves a
 * call from thread to thread but never works on it with two, except for a cancel; an attempt's end
 * may come from both.
 */
final class PluggedCall {
  private final Limiter limiter;
  private volatile boolean underPermit;
  private volatile @Nullable Attempt attempt;

  PluggedCall(Limiter limiter) {
    this.limiter = limiter;
  }

  /** Takes the turn of the first attempt; returns how long it must wait, in nanoseconds. */
  long firstTurn() {
    Limiter.Turn turn = limiter.firstAttempt();
    underPermit = turn.underPermit();
    return turn.nanos();
  }

  /** Takes the turn of a repetition; returns how long it must wait, {@code backoff} at least. */
  long nextTurn(long backoff) {
    return limiter.repetition(backoff);
  }

  void attemptStarts() {
    attemptEnds(Outcome.IGNORED); // no end of the one before was told
    attempt = limiter.attemptStarts(underPermit);
  }

  void attemptEnds(Outcome outcome) {
    Attempt current = attempt;
    if (current != null) {
      current.end(outcome);
    }
  }
}
