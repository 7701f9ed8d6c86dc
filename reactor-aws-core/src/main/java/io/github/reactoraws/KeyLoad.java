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
  private @Nullable Object end; // a value or an error, as `state` tells
  private @Nullable Batch<K, V, W> batch;
  private @Nullable W waiting;

  int hash; // these two belong to KeyLoads
  @Nullable KeyLoad<K, V, W> next;

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
  @SuppressWarnings("unchecked") // settle() sees to it
  V value() {
    return (V) Objects.requireNonNull(end);
  }

  /** The error of a load that is {@link State#FAILED} or {@link State#BROKEN}. */
  Throwable failure() {
    return (Throwable) Objects.requireNonNull(end);
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

  void gatheredIn(Batch<K, V, W> gathering) {
    batch = gathering;
  }

  void settle(BatchOutcome<K, V> outcome) {
    batch = null;
    try {
      take(outcome, key());
    } catch (Throwable thrown) { // by a map of the loader's
      state = State.BROKEN;
      end = thrown;
    }
  }

  private void take(BatchOutcome<K, V> outcome, K asked) {
    V value = outcome.values().get(asked);
    Throwable failure = value == null ? outcome.failures().get(asked) : null;
    if (value != null) {
      state = State.LOADED;
      end = value;
    } else if (failure != null) {
      state = State.FAILED;
      end = failure;
    } else if (outcome.broken() != null) {
      state = State.BROKEN;
      end = outcome.broken();
    } else {
      state = State.ABSENT;
    }
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
