package io.github.reactoraws.adaptive;

import io.github.reactoraws.limit.Outcome;
import io.github.reactoraws.limit.Sample;
import java.util.concurrent.atomic.AtomicBoolean;

/** One attempt of a call that the plugin has seen start; ends once. Thread-safe. */
final class Attempt {
  private final Limiter limiter;
  private final boolean underPermit;
  private final long startNanos;
  private final int inFlight;
  private final AtomicBoolean ended = new AtomicBoolean();

  Attempt(Limiter limiter, boolean underPermit, long startNanos, int inFlight) {
    this.limiter = limiter;
    this.underPermit = underPermit;
    this.startNanos = startNanos;
    this.inFlight = inFlight;
  }

  boolean underPermit() {
    return underPermit;
  }

  void end(Outcome outcome) {
    if (ended.compareAndSet(false, true)) {
      limiter.attemptEnds(this, outcome);
    }
  }

  Sample sample(long endNanos, Outcome outcome) {
    long end = Math.max(0, endNanos - startNanos) + startNanos; // a clock may step back
    return new Sample(startNanos, end, inFlight, outcome);
  }
}
