package io.github.reactoraws.cache;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Counts the complete lists that tiers have not taken yet, for who closes them. */
final class Storing {
  private int lists;

  synchronized void begin() {
    lists++;
  }

  synchronized void end() {
    lists--;
    notifyAll();
  }

  /** Waits until there is none, or for so long; or until the thread is interrupted. */
  synchronized void await(Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    try {
      long left = longest.toNanos();
      while (lists > 0 && left > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = end - System.nanoTime();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
