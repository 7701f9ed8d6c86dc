package io.github.reactoraws.cache;

import java.time.Duration;
import java.util.Objects;

/**
 * How long an answer is used, and what is done about it afterwards.
 *
 * <p>An answer is <em>fresh</em> at first. Then it is <em>stale</em>: it is still used while
 * another is loaded behind it, or if the load fails. Then it has <em>expired</em> and is not used
 * any more, whatever happens. Ages count from when the load began. The words are those of RFC 5861.
 *
 * <pre>{@code
 * CachePolicy policy = CachePolicy.fresh(Duration.ofMinutes(5));
 * CachePolicy patient = CachePolicy.builder(Duration.ofMinutes(5)).staleIfError(Duration.ofHours(6)).build();
 * }</pre>
 *
 * @param freshFor how long an answer is fresh
 * @param emptyFor how long an answer without values is fresh; zero if it is not kept
 * @param staleWhileRevalidate how long after that it is used while another is loaded behind it; a
 *     load that fails is begun again after a second at the earliest, and one that is denied, or
 *     lacks valid credentials, removes the answer
 * @param staleIfError how long after it was fresh it is used if the load fails before its first
 *     value; not if credentials are missing or expired, or access is denied
 * @param jitter by what share of its time an answer may be fresh for less, chosen at random for
 *     each, so that not all are loaded again at once
 * @param refreshAhead how eagerly a fresh answer is loaded again before its time, as the factor
 *     beta of XFetch (Vattani, Chierichetti, Lowenstein: Optimal Probabilistic Cache Stampede
 *     Prevention, VLDB 2015): 1 is the usual, 0 is never
 * @param refreshTimeout how long a load behind an answer may take; then it is cancelled, unless
 *     somebody waits for it
 */
public record CachePolicy(
    Duration freshFor,
    Duration emptyFor,
    Duration staleWhileRevalidate,
    Duration staleIfError,
    double jitter,
    double refreshAhead,
    Duration refreshTimeout) {
  private static final Duration LONGEST = Duration.ofDays(36_500);

  /**
   * Checks the bounds; {@link #builder} is the way in.
   *
   * @param freshFor positive
   * @param emptyFor zero or more
   * @param staleWhileRevalidate zero or more
   * @param staleIfError zero or more
   * @param jitter 0 or more, less than 1
   * @param refreshAhead 0 or more
   * @param refreshTimeout positive
   * @throws IllegalArgumentException if a value is out of its bounds, or a time more than 36,500
   *     days; the message names it
   */
  public CachePolicy {
    positive("freshFor", freshFor);
    notNegative("emptyFor", emptyFor);
    notNegative("staleWhileRevalidate", staleWhileRevalidate);
    notNegative("staleIfError", staleIfError);
    requireShare(jitter);
    requireBeta(refreshAhead);
    positive("refreshTimeout", refreshTimeout);
  }

  /**
   * Keeps answers for a while, and nothing stale.
   *
   * @param freshFor how long an answer is fresh; positive
   * @return the policy
   */
  public static CachePolicy fresh(Duration freshFor) {
    return builder(freshFor).build();
  }

  /**
   * Begins with a policy that keeps nothing stale.
   *
   * @param freshFor how long an answer is fresh; positive
   * @return a new builder
   */
  public static Builder builder(Duration freshFor) {
    return new Builder(freshFor);
  }

  private static void positive(String name, Duration value) {
    if (Objects.requireNonNull(value, name).isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be positive, was " + value);
    }
    notNegative(name, value);
  }

  private static void requireShare(double jitter) {
    if (!(jitter >= 0 && jitter < 1)) {
      throw new IllegalArgumentException("jitter must be 0 or more and below 1, was " + jitter);
    }
  }

  private static void requireBeta(double refreshAhead) {
    if (!(refreshAhead >= 0 && refreshAhead < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "refreshAhead must be 0 or more and finite, was " + refreshAhead);
    }
  }

  private static void notNegative(String name, Duration value) {
    if (Objects.requireNonNull(value, name).isNegative()) {
      throw new IllegalArgumentException(name + " must not be negative, was " + value);
    }
    if (value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(name + " must be at most " + LONGEST + ", was " + value);
    }
  }

  /**
   * Builds a {@link CachePolicy}. A setter refuses a value out of its bounds by an {@link
   * IllegalArgumentException} that names it. Not thread-safe.
   */
  public static final class Builder {
    private final Duration freshFor;
    private Duration emptyFor;
    private Duration staleWhileRevalidate = Duration.ZERO;
    private Duration staleIfError = Duration.ZERO;
    private double jitter;
    private double refreshAhead;
    private Duration refreshTimeout = Duration.ofMinutes(5);

    private Builder(Duration freshFor) {
      positive("freshFor", freshFor);
      this.freshFor = freshFor;
      this.emptyFor = freshFor;
    }

    /**
     * Sets how long an answer without values is fresh.
     *
     * @param time zero if it is not kept; as long as any other by default
     * @return this builder
     */
    public Builder emptyFor(Duration time) {
      notNegative("emptyFor", time);
      emptyFor = time;
      return this;
    }

    /**
     * Sets how long an answer that is not fresh any more is used while another is loaded behind it.
     *
     * @param time zero by default
     * @return this builder
     */
    public Builder staleWhileRevalidate(Duration time) {
      notNegative("staleWhileRevalidate", time);
      staleWhileRevalidate = time;
      return this;
    }

    /**
     * Sets how long an answer that is not fresh any more is used if the load fails.
     *
     * @param time zero by default
     * @return this builder
     */
    public Builder staleIfError(Duration time) {
      notNegative("staleIfError", time);
      staleIfError = time;
      return this;
    }

    /**
     * Sets by what share of its time an answer may be fresh for less.
     *
     * @param share 0 or more, below 1; 0 by default
     * @return this builder
     */
    public Builder jitter(double share) {
      requireShare(share);
      jitter = share;
      return this;
    }

    /**
     * Sets how eagerly a fresh answer is loaded again before its time.
     *
     * @param beta 0 for never, which is the default; 1 for the usual
     * @return this builder
     */
    public Builder refreshAhead(double beta) {
      requireBeta(beta);
      refreshAhead = beta;
      return this;
    }

    /**
     * Sets how long a load behind an answer may take.
     *
     * @param time positive; 5 minutes by default
     * @return this builder
     */
    public Builder refreshTimeout(Duration time) {
      positive("refreshTimeout", time);
      refreshTimeout = time;
      return this;
    }

    /**
     * Builds the policy.
     *
     * @return the policy
     */
    public CachePolicy build() {
      return new CachePolicy(
          freshFor,
          emptyFor,
          staleWhileRevalidate,
          staleIfError,
          jitter,
          refreshAhead,
          refreshTimeout);
    }
  }
}
