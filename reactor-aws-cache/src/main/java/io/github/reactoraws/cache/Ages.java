package io.github.reactoraws.cache;

import java.util.function.DoubleSupplier;

/** Judges ages by a policy. All times are nanoseconds. Immutable. */
final class Ages {
  private final long freshFor;
  private final long emptyFor;
  private final long staleWhileRevalidate;
  private final long staleIfError;
  private final double jitter;
  private final double refreshAhead;
  private final DoubleSupplier random;

  /**
   * @param random numbers from 0 to below 1
   */
  Ages(CachePolicy policy, DoubleSupplier random) {
    this.freshFor = policy.freshFor().toNanos();
    this.emptyFor = policy.emptyFor().toNanos();
    this.staleWhileRevalidate = policy.staleWhileRevalidate().toNanos();
    this.staleIfError = policy.staleIfError().toNanos();
    this.jitter = policy.jitter();
    this.refreshAhead = policy.refreshAhead();
    this.random = random;
  }

  /**
   * Judges an answer.
   *
   * @param age since its load began
   * @param took how long its load took
   * @param draw of this answer, for the jitter: 0 to 1
   * @param empty whether it has no values
   */
  Freshness of(long age, long took, double draw, boolean empty) {
    long full = empty ? emptyFor : freshFor;
    long fresh = jitter == 0 ? full : (long) (full * (1 - jitter * draw));
    if (age < fresh) {
      return isDue(took, fresh - age) ? Freshness.DUE : Freshness.FRESH;
    }
    if (age - fresh < staleWhileRevalidate) {
      return Freshness.STALE;
    }
    return age - fresh < staleIfError ? Freshness.LAST_RESORT : Freshness.EXPIRED;
  }

  /** XFetch: the longer a load takes and the nearer the end is, the likelier. */
  private boolean isDue(long took, long left) {
    return refreshAhead > 0 && took * refreshAhead * -Math.log(1 - random.getAsDouble()) >= left;
  }

  /**
   * Tells how long an answer is kept.
   *
   * @return from when its load began; 0 if it is not kept at all
   */
  long keepFor(boolean empty) {
    if (empty && emptyFor == 0) {
      return 0;
    }
    return (empty ? emptyFor : freshFor) + Math.max(staleWhileRevalidate, staleIfError);
  }
}
