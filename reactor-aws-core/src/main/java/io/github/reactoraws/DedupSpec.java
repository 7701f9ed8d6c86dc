package io.github.reactoraws;

import io.github.reactoraws.metrics.Recorder;
import java.time.Duration;
import java.util.Objects;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * How long repeats are dropped, and how many keys are remembered for it.
 *
 * <pre>{@code
 * DedupSpec spec = DedupSpec.within(Duration.ofMinutes(5)).renewing().maxKeys(100_000).build();
 * }</pre>
 *
 * @param window how long a key is remembered
 * @param renewing whether a repeat that is dropped begins the window anew
 * @param maxKeys the most keys remembered; beyond it the oldest is forgotten
 * @param scheduler tells the time; nothing runs on it
 * @param recorder takes the counts
 */
public record DedupSpec(
    Duration window, boolean renewing, int maxKeys, Scheduler scheduler, Recorder recorder) {

  /**
   * With the gaps that renewing leaves, the index has four entries a key: as many as fit an array.
   */
  private static final int MOST_KEYS = 1 << 28;

  /**
   * Checks the bounds; {@link Builder} is the way in.
   *
   * @param window positive
   * @param renewing either
   * @param maxKeys 1 to 268,435,456
   * @param scheduler not {@code null}
   * @param recorder not {@code null}
   * @throws IllegalArgumentException if a value is out of its bounds; the message names it
   */
  public DedupSpec {
    Bounds.positive("window", window);
    if (maxKeys < 1 || maxKeys > MOST_KEYS) {
      throw new IllegalArgumentException(
          "maxKeys must be between 1 and " + MOST_KEYS + ", was " + maxKeys);
    }
    Objects.requireNonNull(scheduler, "scheduler");
    Objects.requireNonNull(recorder, "recorder");
  }

  /**
   * Begins with a window and the defaults.
   *
   * @param window how long a key is remembered; positive
   * @return a new builder
   * @throws IllegalArgumentException if {@code window} is not positive
   */
  public static Builder within(Duration window) {
    return new Builder(window);
  }

  /** Builds a {@link DedupSpec}. Not thread-safe. */
  public static final class Builder {
    private DedupSpec spec;

    private Builder(Duration window) {
      spec = new DedupSpec(window, false, 10_000_000, Schedulers.parallel(), Recorder.none());
    }

    /**
     * Begins the window anew at each repeat, so that a key passes only after it was silent for a
     * whole window. By default the window counts from the element that passed.
     *
     * @return this builder
     */
    public Builder renewing() {
      spec = new DedupSpec(spec.window, true, spec.maxKeys, spec.scheduler, spec.recorder);
      return this;
    }

    /**
     * Sets the most keys remembered; beyond it the oldest is forgotten, and passes again too early.
     *
     * @param keys 1 to 268,435,456; 10 million by default, of 24 to 48 bytes beside the key itself,
     *     or 96 at most if {@link #renewing}
     * @return this builder
     * @throws IllegalArgumentException if {@code keys} is out of these bounds
     */
    public Builder maxKeys(int keys) {
      spec = new DedupSpec(spec.window, spec.renewing, keys, spec.scheduler, spec.recorder);
      return this;
    }

    /**
     * Sets what tells the time.
     *
     * @param clock {@link Schedulers#parallel()} by default, and so the system's monotonic clock
     * @return this builder
     */
    public Builder scheduler(Scheduler clock) {
      spec = new DedupSpec(spec.window, spec.renewing, spec.maxKeys, clock, spec.recorder);
      return this;
    }

    /**
     * Sets what takes the counts.
     *
     * @param counts {@link Recorder#none()} by default
     * @return this builder
     */
    public Builder recorder(Recorder counts) {
      spec = new DedupSpec(spec.window, spec.renewing, spec.maxKeys, spec.scheduler, counts);
      return this;
    }

    /**
     * Builds the spec.
     *
     * @return the spec
     */
    public DedupSpec build() {
      return spec;
    }
  }
}
