package io.github.reactoraws.limit;

/** A limit from latency, in the manner of BBR. */
final class BottleneckLimit implements Limit {

  /*
   * BBR (Cardwell et al. 2016) models a path by its bottleneck rate and its round-trip time without
   * a queue; their product is what should be in flight. More only waits. By Little's law the rate
   * is limit / latency, so the product is limit * unloaded / latency. The target is a tenth and one
   * call more: a queue so short costs little, and without one the limit could not find out that
   * there is room.
   *
   * Answers are looked at in rounds, of as many as the limit but 32 at least. Below the target, the
   * limit grows by one for each 30 answers, so by a share of it in each round trip: slowly on
   * purpose, for when a token bucket runs dry, all in flight are throttled at once, and by then there
   * were as many answers as the bucket held. Where a limit of more than 16 brings no throttles, there
   * is hardly such a bucket, and it grows faster. The target is a factor of the limit, so however
   * fast that grows, it is a tenth above what the last round has shown at most. Above the target, the
   * limit goes halfway there after each round.
   *
   * It moves only by rounds of which half started with the limit reached, or nearly. The others tell
   * how fast the server is for fewer calls, not what it could bear.
   *
   * The unloaded latency is the least of the last 10 to 20 seconds. A limit that keeps a short queue
   * would never see it again; so each 10 s the limit is lowered for two rounds, far enough for a queue
   * of the headroom to empty. The second round measures; in the first, the fast answers among those
   * that started in it come first. That is BBR's ProbeRTT, and also how a limit that was far too high
   * from the start comes down. Calls below the limit are as good as a probe.
   *
   * Throttles tell nothing here: they are answered fast and say nothing of the work. Failures count
   * as loss does in BBRv2: a round with more than a tenth lowers the limit, whatever the latency.
   */

  private static final int LEAST_ROUND = 32; // answers
  private static final int LEAST_SUCCESSES = 8; // of a round, for its latency to count
  private static final double HEADROOM = 1.1;
  private static final double GROWTH = 1.0 / 30; // an answer
  private static final double WIDE = 16; // a limit from which it grows faster
  private static final double MOST_FASTER = 3;
  private static final double BOUND = 0.8; // of the limit, in flight
  private static final double MANY_FAILED = 0.1;
  private static final double AFTER_FAILURES = 0.85;
  private static final double PROBE = 0.7; // of the limit
  private static final int PROBE_ROUNDS = 2;

  private final int max;
  private final Round round = new Round();
  private final UnloadedLatency unloaded = new UnloadedLatency();
  private double limit;
  private double target;
  private int probing; // rounds left
  private long probedAt;
  private boolean begun;

  BottleneckLimit(int initial, int max) {
    this.limit = initial;
    this.target = max;
    this.max = max;
  }

  @Override
  public int limit() {
    return Math.max(1, (int) (probing > 0 ? PROBE * limit : limit));
  }

  @Override
  public void onSample(Sample sample) {
    switch (sample.outcome()) {
      case SUCCEEDED -> onSuccess(sample);
      case FAILED -> round.onFailure();
      default -> {
        return;
      }
    }
    if (round.answers() >= Math.max(LEAST_ROUND, limit())) {
      onRound(sample.endNanos());
    }
  }

  private void onSuccess(Sample sample) {
    boolean bound = sample.inFlight() >= BOUND * limit();
    round.onSuccess(sample.latencyNanos(), bound);
    if (bound && probing == 0 && limit < target) {
      double faster = Math.min(MOST_FASTER, Math.max(1, limit / WIDE));
      limit = Math.min(target, limit + GROWTH * faster);
    }
  }

  private void onRound(long now) {
    if (!begun) {
      begun = true;
      probedAt = now;
    }
    if (round.succeeded() >= LEAST_SUCCESSES) {
      if (probing == 0) {
        unloaded.onRound(round, now);
      } else if (probing == 1) {
        unloaded.onProbe(round, now);
      }
    }
    if (round.failedShare() > MANY_FAILED) {
      limit = Math.max(1, AFTER_FAILURES * limit);
      probing = 0;
    } else if (probing > 0) {
      probing--;
    } else if (round.boundShare() >= 0.5) {
      adapt(now);
    } else {
      probedAt = now;
    }
    round.clear();
  }

  private void adapt(long now) {
    double slowdown = round.latency() / unloaded.nanos();
    target = Math.min(max, HEADROOM * limit / slowdown + 1);
    if (target < limit) {
      limit = (limit + target) / 2;
    }
    if (now - probedAt >= UnloadedLatency.PERIOD_NANOS) {
      probing = PROBE_ROUNDS;
      probedAt = now;
    }
  }
}
