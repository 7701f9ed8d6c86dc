package io.github.reactoraws.limit;

/** A rate learned from throttled attempts. */
final class LearnedRate implements Rate {

  private static final double PAUSE = 0.15e9;
  private static final double SEARCH_FROM = 10;
  private static final double SEARCH_NANOS = 0.5e9; // in which it grows fourfold
  private static final double LEAST = 0.1; // starts a second
  private static final double LEAST_SPREAD = 0.1;
  private static final double MOST_SPREAD = 0.2;
  private static final double DOUBLING_NANOS = 0.7e9;
  private static final double LEAST_GAP = 3e9;
  private static final double MOST_GAP = 16e9;
  private static final double GAP_GROWTH = 1.6;
  private static final double AGREE = 0.2;
  private static final double MOST_PER_SECOND = 1e6;

  private final RefillEstimator refill = new RefillEstimator();
  private final Pacer pacer = new Pacer();
  private boolean limiting; // since the first throttle
  private long reactedAt;
  private long resumeAt;
  private long advancedTo;
  private double idleNanos; // since the reaction
  private double limitedNanos; // since the reaction, idle time left out
  private double searchFrom = SEARCH_FROM;
  private double gap = LEAST_GAP;
  private double lastEstimate = Double.NaN;
  private int lastEvidence;
  private long changedAt;
  private boolean everChanged;

  @Override
  public double perSecond() {
    if (!limiting) {
      return Double.POSITIVE_INFINITY;
    }
    double estimate = refill.perSecond();
    double pace;
    if (Double.isNaN(estimate)) {
      pace = searchFrom * Math.pow(4, limitedNanos / SEARCH_NANOS);
    } else {
      double spread =
          Math.min(MOST_SPREAD, Math.max(LEAST_SPREAD, 1.0 / Math.max(1, refill.evidence())));
      double x = limitedNanos / gap;
      pace = Math.max(LEAST, estimate) * (1 - spread + 2 * spread * Math.min(1, x));
      if (x > 1) {
        pace *= Math.pow(2, (limitedNanos - gap) / DOUBLING_NANOS);
      }
    }
    return Math.min(MOST_PER_SECOND, pace);
  }

  @Override
  public long nanosUntilStart(long now) {
    if (!limiting) {
      return 0;
    }
    advance(now);
    return Math.max(resumeAt - now, pacer.nanosUntilStart(perSecond()));
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
    return pacer.reserve(resumeAt - earliest > 0 ? resumeAt : earliest, perSecond());
  }

  private void advance(long now) {
    long idle = pacer.advance(now, perSecond());
    if (now - advancedTo > 0) {
      idleNanos += idle;
      limitedNanos += now - advancedTo - idle;
      advancedTo = now;
    }
  }

  @Override
  public void onSample(Sample sample) {
    if (sample.outcome() != Outcome.THROTTLED) {
      refill.onPassed(sample.startNanos());
    } else if (!limiting) {
      limiting = true;
      reactedAt = sample.endNanos();
      advancedTo = sample.endNanos();
      refill.onEmpty(sample.startNanos(), false);
      resumeAt = sample.endNanos() + (long) PAUSE;
      pacer.advance(sample.endNanos(), SEARCH_FROM);
      pacer.onStart();
    } else if (sample.startNanos() - reactedAt > 0) {
      react(sample.startNanos(), sample.endNanos());
    }
  }

  private void react(long start, long end) {
    advance(end);
    double pace = perSecond();
    refill.onEmpty(start, idleNanos > 0.05 * (limitedNanos + idleNanos));
    double estimate = refill.perSecond();
    if (Double.isNaN(estimate)) {
      searchFrom = Math.max(LEAST, pace / 4);
    }
    boolean agrees = Math.abs(estimate - lastEstimate) < AGREE * lastEstimate;
    if (!agrees) {
      gap = LEAST_GAP;
      if (lastEvidence >= RefillEstimator.ENOUGH) {
        everChanged = true;
        changedAt = end;
      }
    } else if (!everChanged || end - changedAt > 60e9) {
      gap = Math.min(MOST_GAP, gap * GAP_GROWTH);
    }
    lastEstimate = estimate;
    lastEvidence = refill.evidence();
    reactedAt = end;
    limitedNanos = 0;
    idleNanos = 0;
  }
}
