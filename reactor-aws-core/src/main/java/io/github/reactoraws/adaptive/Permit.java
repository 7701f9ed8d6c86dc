package io.github.reactoraws.adaptive;

import io.github.reactoraws.limit.Outcome;
import io.github.reactoraws.limit.Sample;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * The right to have one call in flight, from when it was granted to its end. Whoever was granted it
 * ends it by one of its methods; a second end does nothing. Thread-safe.
 */
public final class Permit {
  private static final AtomicIntegerFieldUpdater<Permit> ENDED =
      AtomicIntegerFieldUpdater.newUpdater(Permit.class, "ended");

  private final Limiter limiter;
  private final long startNanos;
  private final int inFlight;
  private final boolean nested;
  private volatile int ended;

  Permit(Limiter limiter, long startNanos, int inFlight, boolean nested) {
    this.limiter = limiter;
    this.nested = nested;
    this.startNanos = startNanos;
    this.inFlight = inFlight;
  }

  /** Ends it: AWS answered the call. */
  public void succeeded() {
    end(Outcome.SUCCEEDED);
  }

  /**
   * Ends it: the call failed.
   *
   * @param failure its error, of any kind; a throttle teaches the rate, a fault the limit
   */
  public void failed(Throwable failure) {
    end(Outcomes.of(failure));
  }

  /** Ends it: the call was cancelled, never begun, or answered without asking AWS. */
  public void cancelled() {
    end(Outcome.IGNORED);
  }

  private void end(Outcome outcome) {
    if (ENDED.compareAndSet(this, 0, 1)) {
      limiter.end(this, outcome);
    }
  }

  @Override
  public String toString() {
    return "Permit[inFlight=%d, ended=%s]".formatted(inFlight, ended != 0);
  }

  /** Whether it needed no share of the cap. */
  boolean isNested() {
    return nested;
  }

  Sample sample(long endNanos, Outcome outcome) {
    long end = Math.max(0, endNanos - startNanos) + startNanos; // a clock may step back
    return new Sample(startNanos, end, inFlight, outcome);
  }
}
