package io.github.reactoraws.cache.tier.disk;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A queue: {@link #take} waits, {@link #add} never does. Who adds bounds what is in it. */
final class WorkQueue<W> {
  private final Queue<W> work = new ConcurrentLinkedQueue<>();
  private final Semaphore there = new Semaphore(0);

  void add(W one) {
    work.add(one);
    there.release();
  }

  /** Lets one who waits go on without work. */
  void wake() {
    there.release();
  }

  /** The next, or nothing if there is none within a time or by {@link #wake}. */
  @Nullable W take(long nanos) {
    try {
      if (!there.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
        return null;
      }
    } catch (InterruptedException stray) {
      // nobody but us has these threads: as if woken
    }
    return work.poll();
  }

  /** The next, if there is one. */
  @Nullable W poll() {
    return there.tryAcquire() ? work.poll() : null;
  }

  /** The next, whatever {@link #wake} has done; for when nobody takes any more. */
  @Nullable W drain() {
    return work.poll();
  }

  boolean isEmpty() {
    return work.isEmpty();
  }
}
