package io.github.reactoraws.adaptive;

import io.github.reactoraws.limit.Limit;
import io.github.reactoraws.limit.Limits;
import io.github.reactoraws.limit.Rate;
import io.github.reactoraws.metrics.Recorder;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The bounds of limiters, and how they learn.
 *
 * <pre>{@code
 * LimiterSpec spec = LimiterSpec.builder().maxInFlight(200).build();
 * }</pre>
 *
 * @param maxInFlight the most calls under a permit at once, of all limiters that share it: the
 *     connections there are
 * @param maxWaiting the most that wait for a permit of one limiter
 * @param maxDelay the longest that the plugin holds up the first attempt of a call without a permit
 * @param idleFor how long a limiter is kept that is not used
 * @param limit makes the concurrency limit of one limiter
 * @param rate makes the rate of one limiter
 * @param scheduler tells the time, and wakes those whom the rate made wait
 * @param recorder takes what is counted and shown
 */
public record LimiterSpec(
    int maxInFlight,
    int maxWaiting,
    Duration maxDelay,
    Duration idleFor,
    Supplier<? extends Limit> limit,
    Supplier<? extends Rate> rate,
    Scheduler scheduler,
    Recorder recorder) {

  private static final Duration LONGEST = Duration.ofDays(365);

  /**
   * Checks the bounds; {@link Builder} is the way in.
   *
   * @param maxInFlight 1 or more
   * @param maxWaiting 1 or more
   * @param maxDelay positive, a year at most
   * @param idleFor positive, a year at most
   * @param limit not {@code null}
   * @param rate not {@code null}
   * @param scheduler not {@code null}
   * @param recorder not {@code null}
   * @throws IllegalArgumentException if a value is out of its bounds; the message names it
   */
  public LimiterSpec {
    atLeastOne("maxInFlight", maxInFlight);
    atLeastOne("maxWaiting", maxWaiting);
    positive("maxDelay", maxDelay);
    positive("idleFor", idleFor);
    Objects.requireNonNull(limit, "limit");
    Objects.requireNonNull(rate, "rate");
    Objects.requireNonNull(scheduler, "scheduler");
    Objects.requireNonNull(recorder, "recorder");
  }

  /**
   * Returns the defaults, as the builder's setters tell them.
   *
   * @return the default spec
   */
  public static LimiterSpec defaults() {
    return builder().build();
  }

  /**
   * Begins with the defaults.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, was " + value);
    }
  }

  private static void positive(String name, Duration value) {
    if (Objects.requireNonNull(value, name).isNegative()
        || value.isZero()
        || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          name + " must be positive and at most " + LONGEST + ", was " + value);
    }
  }

  /**
   * Builds a {@link LimiterSpec}. A setter refuses a value out of its bounds by an {@link
   * IllegalArgumentException} that names it. Not thread-safe.
   */
  public static final class Builder {
    private int maxInFlight = 50;
    private int maxWaiting = 10_000;
    private Duration maxDelay = Duration.ofMinutes(1);
    private Duration idleFor = Duration.ofMinutes(10);
    private Supplier<? extends Limit> limit = Limits::bottleneck;
    private Supplier<? extends Rate> rate = Limits::learnedRate;
    private Scheduler scheduler = Schedulers.parallel();
    private Recorder recorder = Recorder.none();

    private Builder() {}

    /**
     * Sets how many calls may be in flight at most, of all limiters that share this; make it the
     * size of the clients' connection pool, {@code maxConnections} of a {@code ConnectionPool}.
     *
     * @param calls 1 or more; 50 by default, as many as connections in the SDK's own pool
     * @return this builder
     */
    public Builder maxInFlight(int calls) {
      atLeastOne("maxInFlight", calls);
      maxInFlight = calls;
      return this;
    }

    /**
     * Sets how many may wait for a permit of one limiter. A stage of a stream waits once, however
     * many elements it holds; {@link Limiter#govern} once a subscription.
     *
     * @param waiters 1 or more; 10,000 by default
     * @return this builder
     */
    public Builder maxWaiting(int waiters) {
      atLeastOne("maxWaiting", waiters);
      maxWaiting = waiters;
      return this;
    }

    /**
     * Sets how long the plugin holds up the first attempt of a call that is under no permit; a call
     * that would wait longer fails at once.
     *
     * @param delay positive, a year at most; one minute by default
     * @return this builder
     */
    public Builder maxDelay(Duration delay) {
      positive("maxDelay", delay);
      maxDelay = delay;
      return this;
    }

    /**
     * Sets how long {@link Limiters} keeps a limiter that nobody uses or holds.
     *
     * @param time positive, a year at most; ten minutes by default
     * @return this builder
     */
    public Builder idleFor(Duration time) {
      positive("idleFor", time);
      idleFor = time;
      return this;
    }

    /**
     * Sets what decides how many calls may be in flight.
     *
     * @param maker makes one for each limiter; {@link Limits#bottleneck()} by default
     * @return this builder
     */
    public Builder limit(Supplier<? extends Limit> maker) {
      limit = Objects.requireNonNull(maker, "limit");
      return this;
    }

    /**
     * Sets what decides how many calls may start a second.
     *
     * @param maker makes one for each limiter; {@link Limits#learnedRate()} by default
     * @return this builder
     */
    public Builder rate(Supplier<? extends Rate> maker) {
      rate = Objects.requireNonNull(maker, "rate");
      return this;
    }

    /**
     * Sets what tells the time, in nanoseconds, and wakes those whom the rate made wait.
     *
     * @param timer {@link Schedulers#parallel()} by default
     * @return this builder
     */
    public Builder scheduler(Scheduler timer) {
      scheduler = Objects.requireNonNull(timer, "scheduler");
      return this;
    }

    /**
     * Sets what takes the counts and shows the figures, each limiter's apart.
     *
     * @param figures {@link Recorder#none()} by default
     * @return this builder
     */
    public Builder recorder(Recorder figures) {
      recorder = Objects.requireNonNull(figures, "recorder");
      return this;
    }

    /**
     * Builds the spec.
     *
     * @return the spec
     */
    public LimiterSpec build() {
      return new LimiterSpec(
          maxInFlight, maxWaiting, maxDelay, idleFor, limit, rate, scheduler, recorder);
    }
  }
}
