package io.github.reactoraws.limit;

/** A rate learned from throttled attempts. */
final class LearnedRate implements Rate {

  /*
   * Nothing is held up until the first throttle: a bucket that is full is there to be used. Then the
   * bucket is empty, and how fast it is refilled is not known yet. After a pause, in which the
   * answers of the attempts in flight come in, the pace grows fourfold each half second until the
   * next throttle; what the server saves up meanwhile is not lost, for the pace soon exceeds any
   * refill. From the second throttle on, once what had started before it is known, there is an
   * estimate of the refill (until then the search begins again at a quarter of where it was), and the
   * pace follows the curve around it, which begins anew with each throttle.
   *
   * A throttle of an attempt that started before the last one was known is old news: several
   * attempts meet the same empty bucket.
   *
   * The pace grows only while it holds up a start: from when somebody was told to wait until there
   * is a turn. Else time stands still for the curve, or a long rest would end in a burst. And if the
   * bucket of the pacer was full for a while, that of the server may have been full too, which the
   * estimator has to know.
   */

  private static final long PAUSE_NANOS = 150_000_000;
  private static final double FIRST_PER_SECOND = 5; // as AWS refills its slower buckets
  private static final double FOURFOLD_NANOS = 0.5e9;
  private static final double LEAST_PER_SECOND = 0.1;
  private static final double MOST_PER_SECOND = 1e6;
  private static final double IDLE = 0.05; // of the time between two throttles

  private final RefillEstimator refill = new RefillEstimator();
  private final Pacer pacer = new Pacer();
  private boolean limiting; // since the first throttle
  private double searchedFrom = FIRST_PER_SECOND;
  private long throttledAt; // when it was known
  private long resumesAt;
  private long advancedTo;
  private boolean waiting; // somebody was told to wait, and has not come back
  private double heldNanos; // since the throttle, while somebody waited for a turn
  private double idleNanos; // since the throttle, while there were turns for all

  @Override
  public double perSecond() {
    if (!limiting) {
      return Double.POSITIVE_INFINITY;
    }
    double pace =
        refill.isKnown()
            ? PaceCurve.at(heldNanos, Math.max(LEAST_PER_SECOND, refill.perSecond()))
            : searchedFrom * Math.pow(4, heldNanos / FOURFOLD_NANOS);
    return Math.min(MOST_PER_SECOND, pace);
  }

  @Override
  public long nanosUntilStart(long now) {
    if (!limiting) {
      return 0;
    }
    advance(now);
    long wait = Math.max(resumesAt - now, pacer.nanosUntilStart(perSecond()));
    waiting = wait > 0;
    return wait;
  }

  @Override
  public void onStart(long now) {
    if (limiting) {
      advance(now);
      pacer.onStart();
    }
  }

  @Override
  public long reserve(long now, long earliest) {
    if (!limiting) {
      return earliest;
    }
    advance(now);
    return pacer.reserve(resumesAt - earliest > 0 ? resumesAt : earliest, perSecond());
  }

  @Override
  public void onSample(Sample sample) {
    if (sample.outcome() != Outcome.THROTTLED) {
      refill.onPassed(sample.startNanos());
    } else if (!limiting) {
      limit(sample);
    } else if (sample.startNanos() - throttledAt > 0) {
      advance(sample.endNanos());
      if (!refill.isKnown()) {
        searchedFrom = Math.max(LEAST_PER_SECOND, perSecond() / 4);
      }
      onEmpty(sample, idleNanos > IDLE * (sample.endNanos() - throttledAt));
    }
  }

  private void limit(Sample sample) {
    limiting = true;
    resumesAt = sample.endNanos() + PAUSE_NANOS;
    advancedTo = sample.endNanos();
    pacer.advance(advancedTo, perSecond());
    pacer.onStart();
    onEmpty(sample, false);
  }

  private void onEmpty(Sample sample, boolean idle) {
    refill.onEmpty(sample.startNanos(), idle);
    throttledAt = sample.endNanos();
    heldNanos = 0;
    idleNanos = 0;
  }

  private void advance(long now) {
    long passed = now - advancedTo;
    if (passed <= 0) {
      return;
    }
    advancedTo = now;
    long idle = pacer.advance(now, perSecond());
    if (now - resumesAt > 0) { // else it is the pause that holds up starts
      idleNanos += idle;
      heldNanos += waiting ? passed - idle : 0;
    }
  }
}
