package io.github.reactoraws.cache;

import io.github.reactoraws.cache.tier.StoredList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a list which a tier has found is released once: by who takes it, or, if nobody
 * does, when the search ends or nobody waits any more. Thread-safe.
 */
final class Claim<T> {
  private enum State {
    OPEN,
    FOUND,
    TAKEN,
    OVER
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
  private volatile @Nullable StoredList<T> list;

  /** The tier has found it. */
  void found(StoredList<T> come) {
    list = come;
    if (!state.compareAndSet(State.OPEN, State.FOUND)) {
      come.release();
    }
  }

  /** Whether the list is the caller's now, who releases it. */
  boolean take() {
    return state.compareAndSet(State.FOUND, State.TAKEN);
  }

  /** Nobody takes it any more. */
  void end() {
    StoredList<T> come = list;
    if (state.getAndUpdate(now -> now == State.TAKEN ? now : State.OVER) == State.FOUND
        && come != null) {
      come.release();
    }
  }
}
