package io.github.reactoraws;

import io.github.reactoraws.call.AwsFailure;
import io.github.reactoraws.metrics.Recorder;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * How keys are gathered into batches, and what becomes of those that fail.
 *
 * <pre>{@code
 * BatchSpec spec = BatchSpec.builder().maxBatchSize(200).missing(MissingKey.PASS).build();
 * }</pre>
 *
 * @param maxBatchSize the most keys of one call
 * @param maxDelay the longest that a key waits for its batch to fill
 * @param parallelism the most batches in flight at once
 * @param maxHeld the most elements of a stream, or waiters of a {@link Batcher}, held at once
 * @param ordered whether elements leave in the order in which they came
 * @param missing what becomes of an element whose key brings no value
 * @param refused which errors tell that AWS refused a batch because of some of its keys
 * @param maxSplits how often one batch may be taken apart
 * @param maxReasks how often the unprocessed keys of one batch are asked for again
 * @param firstBackoff how long the first such repetition waits; each further one twice as long
 * @param maxBackoff the longest that a repetition waits
 * @param rememberFor how long a loaded value answers further elements; zero for not at all
 * @param maxRemembered the most values remembered; beyond it the oldest is forgotten
 * @param scheduler measures the delays and runs what they end with
 * @param recorder takes the counts
 */
public record BatchSpec(
    int maxBatchSize,
    Duration maxDelay,
    int parallelism,
    int maxHeld,
    boolean ordered,
    MissingKey missing,
    Predicate<Throwable> refused,
    int maxSplits,
    int maxReasks,
    Duration firstBackoff,
    Duration maxBackoff,
    Duration rememberFor,
    int maxRemembered,
    Scheduler scheduler,
    Recorder recorder) {

  private static final BatchSpec DEFAULTS = builder().build();

  /**
   * Checks the bounds; {@link Builder} is the way in.
   *
   * @param maxBatchSize 1 or more
   * @param maxDelay positive
   * @param parallelism 1 or more
   * @param maxHeld {@code maxBatchSize} or more, so that a batch can fill
   * @param ordered either
   * @param missing not {@code null}
   * @param refused not {@code null}
   * @param maxSplits 0 or more
   * @param maxReasks 0 or more
   * @param firstBackoff positive
   * @param maxBackoff {@code firstBackoff} or more
   * @param rememberFor zero or more
   * @param maxRemembered 1 or more
   * @param scheduler not {@code null}
   * @param recorder not {@code null}
   * @throws IllegalArgumentException if a value is out of its bounds; the message names it
   */
  public BatchSpec {
    Bounds.atLeast(1, "maxBatchSize", maxBatchSize);
    Bounds.positive("maxDelay", maxDelay);
    Bounds.atLeast(1, "parallelism", parallelism);
    if (maxHeld < maxBatchSize) {
      throw new IllegalArgumentException(
          "maxHeld must be at least maxBatchSize " + maxBatchSize + ", was " + maxHeld);
    }
    Objects.requireNonNull(missing, "missing");
    Objects.requireNonNull(refused, "refused");
    Bounds.atLeast(0, "maxSplits", maxSplits);
    Bounds.atLeast(0, "maxReasks", maxReasks);
    backoffs(firstBackoff, maxBackoff);
    if (Objects.requireNonNull(rememberFor, "rememberFor").isNegative()) {
      throw new IllegalArgumentException("rememberFor must not be negative, was " + rememberFor);
    }
    Bounds.atLeast(1, "maxRemembered", maxRemembered);
    Objects.requireNonNull(scheduler, "scheduler");
    Objects.requireNonNull(recorder, "recorder");
  }

  /**
   * Returns the defaults, as the builder's setters tell them.
   *
   * @return the default spec
   */
  public static BatchSpec defaults() {
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

  /** Whether a failure may be that of a key, and not of the call, if nothing else is known. */
  static boolean isRefusal(Throwable failure) {
    AwsFailure kind = AwsFailure.of(failure);
    return kind == AwsFailure.GONE || kind == AwsFailure.INVALID;
  }

  private static void backoffs(Duration first, Duration most) {
    Bounds.positive("firstBackoff", first);
    if (Objects.requireNonNull(most, "maxBackoff").compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "maxBackoff must be at least firstBackoff " + first + ", was " + most);
    }
  }

  /**
   * Builds a {@link BatchSpec}. A setter refuses a value out of its bounds by an {@link
   * IllegalArgumentException} that names it. Not thread-safe.
   */
  public static final class Builder {
    private int maxBatchSize = 100;
    private Duration maxDelay = Duration.ofMillis(50);
    private int parallelism = 4;
    private int maxHeld = 2_000;
    private boolean ordered = true;
    private MissingKey missing = MissingKey.FAIL;
    private Predicate<Throwable> refused = BatchSpec::isRefusal;
    private int maxSplits = 100;
    private int maxReasks = 8;
    private Duration firstBackoff = Duration.ofMillis(100);
    private Duration maxBackoff = Duration.ofSeconds(20);
    private Duration rememberFor = Duration.ZERO;
    private int maxRemembered = 10_000;
    private Scheduler scheduler = Schedulers.parallel();
    private Recorder recorder = Recorder.none();

    private Builder() {}

    /**
     * Sets the most keys of one call; AWS takes 1,000 ids in most EC2 calls, 100 in others.
     *
     * @param keys 1 or more; 100 by default
     * @return this builder
     */
    public Builder maxBatchSize(int keys) {
      Bounds.atLeast(1, "maxBatchSize", keys);
      maxBatchSize = keys;
      return this;
    }

    /**
     * Sets how long a key waits at most for its batch to fill.
     *
     * @param delay positive; 50 ms by default
     * @return this builder
     */
    public Builder maxDelay(Duration delay) {
      Bounds.positive("maxDelay", delay);
      maxDelay = delay;
      return this;
    }

    /**
     * Sets how many batches may be in flight at once.
     *
     * @param batches 1 or more; 4 by default
     * @return this builder
     */
    public Builder parallelism(int batches) {
      Bounds.atLeast(1, "parallelism", batches);
      parallelism = batches;
      return this;
    }

    /**
     * Sets how many elements, or waiters, are held at most.
     *
     * @param elements at least {@code maxBatchSize}; 2,000 by default
     * @return this builder
     */
    public Builder maxHeld(int elements) {
      Bounds.atLeast(1, "maxHeld", elements);
      maxHeld = elements;
      return this;
    }

    /**
     * Lets elements leave as their values come, whatever their order.
     *
     * @return this builder
     */
    public Builder unordered() {
      ordered = false;
      return this;
    }

    /**
     * Sets what becomes of an element whose key brings no value.
     *
     * @param outcome {@link MissingKey#FAIL} by default
     * @return this builder
     */
    public Builder missing(MissingKey outcome) {
      missing = Objects.requireNonNull(outcome, "missing");
      return this;
    }

    /**
     * Sets which errors tell that AWS refused a batch because of some of its keys; such a batch is
     * taken apart until those keys stand alone.
     *
     * @param errors tells such an error; by default those that are {@link AwsFailure#GONE} or
     *     {@link AwsFailure#INVALID}
     * @return this builder
     */
    public Builder refused(Predicate<Throwable> errors) {
      refused = Objects.requireNonNull(errors, "refused");
      return this;
    }

    /**
     * Sets how often a batch may be taken apart after AWS refused it or a part of it; each time
     * costs two calls at most. What is refused beyond that fails as a whole.
     *
     * @param splits 0 or more; 100 by default, of which a batch of 100 keys needs 99 at worst
     * @return this builder
     */
    public Builder maxSplits(int splits) {
      Bounds.atLeast(0, "maxSplits", splits);
      maxSplits = splits;
      return this;
    }

    /**
     * Sets how often the unprocessed keys of a batch are asked for again; what is unprocessed then
     * fails.
     *
     * @param times 0 or more; 8 by default
     * @return this builder
     */
    public Builder maxReasks(int times) {
      Bounds.atLeast(0, "maxReasks", times);
      maxReasks = times;
      return this;
    }

    /**
     * Sets how long the repetitions for unprocessed keys wait: {@code first}, then twice as long
     * each time up to {@code most}, each shortened at random by up to a half.
     *
     * @param first positive; 100 ms by default
     * @param most at least {@code first}; 20 s by default
     * @return this builder
     */
    public Builder backoff(Duration first, Duration most) {
      backoffs(first, most);
      firstBackoff = first;
      maxBackoff = most;
      return this;
    }

    /**
     * Remembers loaded values, so that a key that comes back is not loaded again.
     *
     * @param age how long after its load a value is used; positive; nothing is remembered by
     *     default. Of elements that upstream sends in one go, {@code enrichBatched} looks at the
     *     clock for every 64th
     * @param keys the most values remembered; beyond it the oldest is forgotten; 1 or more
     * @return this builder
     */
    public Builder remember(Duration age, int keys) {
      Bounds.positive("rememberFor", age);
      Bounds.atLeast(1, "maxRemembered", keys);
      rememberFor = age;
      maxRemembered = keys;
      return this;
    }

    /**
     * Sets what measures delays and ages, and runs what they end with.
     *
     * @param timer {@link Schedulers#parallel()} by default
     * @return this builder
     */
    public Builder scheduler(Scheduler timer) {
      scheduler = Objects.requireNonNull(timer, "scheduler");
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
     * @throws IllegalArgumentException if {@code maxHeld} is below {@code maxBatchSize}
     */
    public BatchSpec build() {
      return new BatchSpec(
          maxBatchSize,
          maxDelay,
          parallelism,
          maxHeld,
          ordered,
          missing,
          refused,
          maxSplits,
          maxReasks,
          firstBackoff,
          maxBackoff,
          rememberFor,
          maxRemembered,
          scheduler,
          recorder);
    }
  }
}
