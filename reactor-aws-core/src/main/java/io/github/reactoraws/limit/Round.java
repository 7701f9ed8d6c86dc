package io.github.reactoraws.limit;

/** What the answers of one round have in common. */
final class Round {
  private int succeeded;
  private int failed;
  private int bound;
  private double logLatencies;

  /**
   * Counts a success.
   *
   * @param bound whether the limit was reached when it started
   */
  void onSuccess(long latencyNanos, boolean bound) {
    succeeded++;
    logLatencies += Math.log((double) Math.max(1, latencyNanos));
    if (bound) {
      this.bound++;
    }
  }

  void onFailure() {
    failed++;
  }

  void clear() {
    succeeded = 0;
    failed = 0;
    bound = 0;
    logLatencies = 0;
  }

  int answers() {
    return succeeded + failed;
  }

  int succeeded() {
    return succeeded;
  }

  double failedShare() {
    return (double) failed / answers();
  }

  /** The share of successes that started when the limit was reached. */
  double boundShare() {
    return (double) bound / succeeded;
  }

  /**
   * The geometric mean of the latencies of the successes, which one call that hangs moves little.
   */
  double latency() {
    return Math.exp(logLatencies / succeeded);
  }
}
