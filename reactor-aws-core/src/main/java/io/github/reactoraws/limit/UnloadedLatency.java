package io.github.reactoraws.limit;

/**
 * The least latency of this period and the one before. A period lasts 10 s, or until the first
 * round that ends later.
 */
final class UnloadedLatency {
  static final long PERIOD_NANOS = 10_000_000_000L;

  private double least = Double.POSITIVE_INFINITY; // of this period
  private double leastBefore = Double.POSITIVE_INFINITY; // of the one before
  private long since;

  /** Learns the latency of a round that ended at {@code now}. */
  void onRound(double latency, long now) {
    if (least == Double.POSITIVE_INFINITY) {
      since = now;
    } else if (now - since >= PERIOD_NANOS) {
      leastBefore = least;
      least = latency;
      since = now;
    }
    least = Math.min(least, latency);
  }

  /** The least latency; infinite before the first round. */
  double nanos() {
    return Math.min(least, leastBefore);
  }
}
