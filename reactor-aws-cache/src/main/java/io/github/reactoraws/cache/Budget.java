package io.github.reactoraws.cache;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that all recordings of a cache share. Thread-safe. */
final class Budget {
  private final long most;
  private final AtomicLong taken = new AtomicLong();

  /**
   * @param most bytes
   */
  Budget(long most) {
    this.most = most;
  }

  /** Takes so many bytes, or none if they are not there. */
  boolean take(long bytes) {
    if (taken.addAndGet(bytes) <= most) {
      return true;
    }
    taken.addAndGet(-bytes);
    return false;
  }

  void give(long bytes) {
    taken.addAndGet(-bytes);
  }

  long taken() {
    return taken.get();
  }
}
