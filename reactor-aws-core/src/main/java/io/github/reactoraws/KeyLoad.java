package io.github.reactoraws;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The load of one key: on its way, or settled for good. Not thread-safe.
 *
 * @param <K> a key
 * @param <V> its value
 * @param <W> what the owner keeps beside it, such as those who wait
 */
final class KeyLoad<K, V, W> {
  private final @Nullable K key;
  private State state = State.PENDING;
  private @Nullable V value;
  private @Nullable Throwable failure;
  private @Nullable Batch<K, V, W> batch;
  private @Nullable W waiting;
  private long settledAt;

  KeyLoad(K key) {
    this.key = key;
  }

  private KeyLoad() {
    this.key = null;
    this.state = State.KEYLESS;
  }

  /** Stands for the load of an element that has no key. */
  static <K, V, W> KeyLoad<K, V, W> keyless() {
    return new KeyLoad<>();
  }

  K key() {
    return Objects.requireNonNull(key);
  }

  State state() {
    return state;
  }

  boolean settled() {
    return state != State.PENDING;
  }

  /** The value of a load that is {@link State#LOADED}. */
  V value() {
    return Objects.requireNonNull(value);
  }

  /** The error of a load that is {@link State#FAILED} or {@link State#BROKEN}. */
  Throwable failure() {
    return Objects.requireNonNull(failure);
  }

  /** The batch that gathers or loads the key; {@code null} once it is settled. */
  @Nullable Batch<K, V, W> batch() {
    return batch;
  }

  @Nullable W waiting() {
    return waiting;
  }

  void keep(@Nullable W those) {
    waiting = those;
  }

  /** When it was settled, in nanoseconds of the clock of its {@link Batches}. */
  long settledAt() {
    return settledAt;
  }

  void gatheredIn(Batch<K, V, W> gathering) {
    batch = gathering;
  }

  void settle(BatchOutcome<K, V> outcome, long nowNanos) {
    value = outcome.values().get(key());
    failure = value == null ? outcome.failures().get(key()) : null;
    state = value != null ? State.LOADED : failure != null ? State.FAILED : State.ABSENT;
    if (state == State.ABSENT && outcome.broken() != null) {
      failure = outcome.broken();
      state = State.BROKEN;
    }
    batch = null;
    settledAt = nowNanos;
  }

  /** How far a load has come. */
  enum State {
    /** There is nothing to load. */
    KEYLESS,
    /** Gathered or in flight. */
    PENDING,
    /** There is a value. */
    LOADED,
    /** AWS answered, and has no such value. */
    ABSENT,
    /** AWS refused this key. */
    FAILED,
    /** The call failed, whatever the key. */
    BROKEN
  }
}
