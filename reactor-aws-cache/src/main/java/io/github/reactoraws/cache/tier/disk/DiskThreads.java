package io.github.reactoraws.cache.tier.disk;

import java.util.concurrent.TimeUnit;

/** Threads of a tier: daemons with a name. */
final class DiskThreads {
  private DiskThreads() {}

  static Thread start(String name, Runnable work) {
    Thread thread = new Thread(work, "reactoraws-disk-" + name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Waits until a thread has ended, or a time of {@link System#nanoTime} has come. */
  static void join(Thread thread, long deadlineNanos) {
    long left = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
    if (thread == Thread.currentThread() || left <= 0) {
      return;
    }
    try {
      thread.join(left);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
