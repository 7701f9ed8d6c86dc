package io.github.reactoraws.limit;

/** A limit from latency, in the manner of BBR. */
final class BottleneckLimit implements Limit {

  private static final int LEAST_ROUND = 32; // answers
  private static final int LEAST_SUCCESSES = 8;
  private static final double HEADROOM = 1.1;
  private static final double GROWTH = 0.025; // an answer
  private static final double MANY_FAILED = 0.1;
  private static final double AFTER_FAILURES = 0.85;
  private static final double PROBE = 0.7;
  private static final double QUEUEING = 1.05;
  private static final int PROBE_ROUNDS = 2;

  private final int max;
  private final Round round = new Round();
  private final UnloadedLatency unloaded = new UnloadedLatency();
  private double limit;
  private int limitBefore; // at the end of the last round
  private int probing; // rounds left
  private long probedAt;
  private boolean begun;

  BottleneckLimit(int initial, int max) {
    this.limit = initial;
    this.limitBefore = initial;
    this.max = max;
  }

  @Override
  public int limit() {
    return Math.max(1, (int) (probing > 0 ? PROBE * limit : limit));
  }

  @Override
  public void onSample(Sample sample) {
    switch (sample.outcome()) {
      case SUCCEEDED ->
          round.onSuccess(
              sample.latencyNanos(), sample.inFlight() >= Math.min(limit(), limitBefore));
      case FAILED -> round.onFailure();
      default -> {
        return;
      }
    }
    if (round.answers() >= Math.max(LEAST_ROUND, limit())) {
      endRound(sample.endNanos());
      round.clear();
    }
  }

  private void endRound(long now) {
    if (!begun) {
      begun = true;
      probedAt = now;
    }
    int before = limit();
    if (round.succeeded() >= LEAST_SUCCESSES) {
      unloaded.onRound(round.latency(), now);
    }
    if (round.failedShare() > MANY_FAILED) {
      limit = Math.max(1, AFTER_FAILURES * limit);
      probing = 0;
    } else if (probing > 0) {
      probing--;
      probedAt = now;
    } else if (round.boundShare() >= 0.5) {
      adapt(now);
    }
    limitBefore = before;
  }

  private void adapt(long now) {
    double slowdown = round.latency() / unloaded.nanos();
    double target = Math.min(max, HEADROOM * limit / slowdown + 1);
    limit =
        target < limit
            ? (limit + target) / 2
            : Math.min(target, limit + GROWTH * round.succeeded());
    if (slowdown > QUEUEING && now - probedAt >= UnloadedLatency.PERIOD_NANOS) {
      probing = PROBE_ROUNDS;
    }
  }
}
