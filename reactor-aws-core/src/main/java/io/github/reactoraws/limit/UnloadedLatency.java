package io.github.reactoraws.limit;

/** The least latency of the last 10 to 20 seconds. */
final class UnloadedLatency {
  static final long PERIOD_NANOS = 10_000_000_000L;

  private double least = Double.POSITIVE_INFINITY; // of this period
  private double before = Double.POSITIVE_INFINITY; // of the one before
  private long since;

  /** Learns the latency of a round that ended at {@code now}. */
  void onRound(double latency, long now) {
    if (least == Double.POSITIVE_INFINITY) {
      since = now;
    } else if (now - since >= PERIOD_NANOS) {
      before = least;
      least = latency;
      since = now;
    }
    least = Math.min(least, latency);
  }

  /** The least latency; infinite before the first round. */
  double nanos() {
    return Math.min(least, before);
  }
}
