package io.github.reactoraws;

import io.github.reactoraws.metrics.Recorder;
import java.time.Duration;
import java.util.Objects;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * What a {@link SingleFlight} remembers, and where it counts.
 *
 * <pre>{@code
 * SingleFlightSpec spec = SingleFlightSpec.builder().remember(Duration.ofMinutes(1), 10_000).build();
 * }</pre>
 *
 * @param rememberFor how long an outcome answers further asks; zero for not at all
 * @param maxRemembered the most keys whose outcome is remembered; beyond it the oldest is forgotten
 * @param rememberEmpties whether the outcome of an empty load is remembered too
 * @param rememberErrors whether the outcome of a failed load is remembered too
 * @param scheduler tells the time by which outcomes age; nothing runs on it
 * @param recorder takes the counts
 */
public record SingleFlightSpec(
    Duration rememberFor,
    int maxRemembered,
    boolean rememberEmpties,
    boolean rememberErrors,
    Scheduler scheduler,
    Recorder recorder) {

  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);
  private static final SingleFlightSpec DEFAULTS = builder().build();

  /**
   * Checks the bounds; {@link Builder} is the way in.
   *
   * @param rememberFor zero or more
   * @param maxRemembered 1 or more
   * @param rememberEmpties only with a time to remember for
   * @param rememberErrors only with a time to remember for
   * @param scheduler not {@code null}
   * @param recorder not {@code null}
   * @throws IllegalArgumentException if a value is out of its bounds; the message names it
   */
  public SingleFlightSpec {
    Objects.requireNonNull(rememberFor, "rememberFor");
    if (rememberFor.isNegative() || rememberFor.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "rememberFor must be between 0 and " + LONGEST + ", was " + rememberFor);
    }
    Bounds.atLeast(1, "maxRemembered", maxRemembered);
    if (rememberFor.isZero() && (rememberEmpties || rememberErrors)) {
      throw new IllegalArgumentException(
          "rememberFor must be positive where empties or errors are remembered, was "
              + rememberFor);
    }
    Objects.requireNonNull(scheduler, "scheduler");
    Objects.requireNonNull(recorder, "recorder");
  }

  /**
   * Returns the defaults, as the builder's setters tell them.
   *
   * @return the default spec, which remembers nothing
   */
  public static SingleFlightSpec defaults() {
    return DEFAULTS;
  }

  /**
   * Begins with the defaults.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Builds a {@link SingleFlightSpec}. A setter refuses a value out of its bounds by an {@link
   * IllegalArgumentException} that names it. Not thread-safe.
   */
  public static final class Builder {
    private Duration rememberFor = Duration.ZERO;
    private int maxRemembered = 10_000;
    private boolean rememberEmpties;
    private boolean rememberErrors;
    private Scheduler scheduler = Schedulers.parallel();
    private Recorder recorder = Recorder.none();

    private Builder() {}

    /**
     * Remembers what loads brought, so that a key that is asked for again is not loaded again.
     *
     * @param age how long, counted from the load's answer, its value is used; an ask at exactly
     *     {@code age} loads again; positive, at most 292 years; nothing is remembered by default
     * @param keys the most keys remembered; beyond it the oldest outcome is forgotten; 1 or more
     * @return this builder
     */
    public Builder remember(Duration age, int keys) {
      Objects.requireNonNull(age, "rememberFor");
      if (age.isNegative() || age.isZero() || age.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "rememberFor must be positive and at most " + LONGEST + ", was " + age);
      }
      Bounds.atLeast(1, "maxRemembered", keys);
      rememberFor = age;
      maxRemembered = keys;
      return this;
    }

    /**
     * Remembers also that a load was empty; by default an empty load is not remembered.
     *
     * @return this builder
     */
    public Builder rememberEmpties() {
      rememberEmpties = true;
      return this;
    }

    /**
     * Remembers also that, and how, a load failed; by default an error is not remembered.
     *
     * @return this builder
     */
    public Builder rememberErrors() {
      rememberErrors = true;
      return this;
    }

    /**
     * Sets what tells the time.
     *
     * @param clock {@link Schedulers#parallel()} by default
     * @return this builder
     */
    public Builder scheduler(Scheduler clock) {
      scheduler = Objects.requireNonNull(clock, "scheduler");
      return this;
    }

    /**
     * Sets what takes the counts.
     *
     * @param counts {@link Recorder#none()} by default
     * @return this builder
     */
    public Builder recorder(Recorder counts) {
      recorder = Objects.requireNonNull(counts, "recorder");
      return this;
    }

    /**
     * Builds the spec.
     *
     * @return the spec
     * @throws IllegalArgumentException if empties or errors are to be remembered, and no age is set
     */
    public SingleFlightSpec build() {
      return new SingleFlightSpec(
          rememberFor, maxRemembered, rememberEmpties, rememberErrors, scheduler, recorder);
    }
  }
}
