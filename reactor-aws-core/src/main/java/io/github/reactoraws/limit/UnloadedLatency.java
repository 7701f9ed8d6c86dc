package io.github.reactoraws.limit;

/**
 * The least latency of this period and the one before. A period lasts 10 s, or until the first
 * stretch or probe that ends later.
 */
final class UnloadedLatency {

  /*
   * The least of many means is the less the more they scatter, and by that the unloaded latency
   * would be taken for less than it is, and the server for loaded when it is not: where single
   * latencies scatter by half, the least of some hundred means of 32 is a quarter too low. So answers
   * are taken together for a second and by 128 at least, and there are not more than twenty such
   * stretches to choose from.
   *
   * A probe, for which the load was lowered, has to be short. It counts by itself, but as it may be
   * less by chance, it is believed by half: if it is right, the next one says so again.
   *
   * The first round stands in until the first stretch is over.
   */

  static final long PERIOD_NANOS = 10_000_000_000L;
  private static final long STRETCH_NANOS = 1_000_000_000;
  private static final int STRETCH_ANSWERS = 128;

  private double least = Double.POSITIVE_INFINITY; // of this period
  private double leastBefore = Double.POSITIVE_INFINITY; // of the one before
  private long since;
  private boolean provisional; // only the first round is known
  private long stretchSince;
  private int answers; // of this stretch
  private double logLatencies;

  /** Learns from a round that ended at {@code now}. */
  void onRound(Round round, long now) {
    if (!isKnown()) {
      provisional = true;
      since = now;
      least = round.latency();
      begin(now);
      return;
    }
    answers += round.succeeded();
    logLatencies += round.succeeded() * Math.log(round.latency());
    if (answers >= STRETCH_ANSWERS && now - stretchSince >= STRETCH_NANOS) {
      double mean = Math.exp(logLatencies / answers);
      if (provisional) {
        provisional = false;
        least = mean;
      }
      learn(mean, now);
      begin(now);
    }
  }

  /** Learns from a round that ended at {@code now}, with less in flight than before. */
  void onProbe(Round round, long now) {
    double latency = round.latency();
    learn(latency < nanos() ? Math.sqrt(latency * nanos()) : latency, now);
    begin(now);
  }

  private void begin(long now) {
    stretchSince = now;
    answers = 0;
    logLatencies = 0;
  }

  private void learn(double latency, long now) {
    if (now - since >= PERIOD_NANOS) {
      leastBefore = least;
      least = latency;
      since = now;
    }
    least = Math.min(least, latency);
  }

  private boolean isKnown() {
    return least < Double.POSITIVE_INFINITY;
  }

  /** The least latency; infinite before the first round. */
  double nanos() {
    return Math.min(least, leastBefore);
  }
}
