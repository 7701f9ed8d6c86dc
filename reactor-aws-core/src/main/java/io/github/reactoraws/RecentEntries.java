package io.github.reactoraws;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The entries of the last {@code ageNanos}, {@code most} of them at most; the oldest is forgotten
 * first.
 *
 * <p>Thread-safe and without locks that are waited for. Times come from one monotonic clock; where
 * threads hand them in slightly out of order, an entry may be forgotten that much later, as it
 * waits for the one before it.
 *
 * @param <E> an entry
 */
final class RecentEntries<E> {

  /*
   * Many add at the tail; only who holds `sweeping` takes from the head, so the entry it has looked
   * at is the one it takes. Nobody waits for the sweeper: a thread that finds one at work goes on,
   * and the sweeper looks once more after it has let go, so that what was added meanwhile is seen by
   * one of the two. `size` is raised before its entry can be taken, and so is never too low: once
   * all who add have returned, no more than `most` are left.
   */

  private record Entry<E>(E entry, long atNanos) {}

  private final long ageNanos;
  private final int most;
  private final Consumer<? super E> forgotten;
  private final Queue<Entry<E>> oldestFirst = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicBoolean sweeping = new AtomicBoolean();

  RecentEntries(long ageNanos, int most, Consumer<? super E> forgotten) {
    this.ageNanos = ageNanos;
    this.most = most;
    this.forgotten = forgotten;
  }

  /** Adds an entry, and forgets the oldest if they become too many. */
  void add(E entry, long atNanos) {
    size.incrementAndGet();
    oldestFirst.add(new Entry<>(entry, atNanos));
    forgetExpired(atNanos);
  }

  /** Forgets what has come of age, each entry once. */
  void forgetExpired(long nowNanos) {
    while (isDue(nowNanos) && sweeping.compareAndSet(false, true)) {
      try {
        sweep(nowNanos);
      } finally {
        sweeping.set(false);
      }
    }
  }

  /** Tells whether an entry is of age now; at the very end of its time, it is. */
  boolean isExpired(long atNanos, long nowNanos) {
    return nowNanos - atNanos >= ageNanos;
  }

  /** The number of entries held. */
  int size() {
    return size.get();
  }

  private void sweep(long nowNanos) {
    while (isDue(nowNanos)) {
      Entry<E> oldest = oldestFirst.remove();
      size.decrementAndGet();
      forgotten.accept(oldest.entry);
    }
  }

  private boolean isDue(long nowNanos) {
    Entry<E> oldest = oldestFirst.peek();
    return oldest != null && (size.get() > most || isExpired(oldest.atNanos, nowNanos));
  }
}
