package io.github.reactoraws.adaptive;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many calls may be in flight of all limiters together: the connections that they share.
 * Thread-safe.
 *
 * <p>A limiter that finds none left puts itself on a list, once, and looks again; whoever gives one
 * back wakes the first of the list that wants it. So no wake-up is lost, and the list is no longer
 * than there are limiters.
 */
final class SharedCap {
  private final int cap;
  private final AtomicInteger taken = new AtomicInteger();
  private final Queue<Limiter> starved = new ConcurrentLinkedQueue<>();

  SharedCap(int cap) {
    this.cap = cap;
  }

  int cap() {
    return cap;
  }

  boolean tryTake() {
    int now = taken.get();
    while (now < cap) {
      if (taken.compareAndSet(now, now + 1)) {
        return true;
      }
      now = taken.get();
    }
    return false;
  }

  void giveBack() {
    taken.decrementAndGet();
    while (taken.get() < cap) {
      Limiter first = starved.poll();
      if (first == null) {
        return;
      }
      first.wake(); // it may want none any more: then the next one is asked
    }
  }

  void add(Limiter limiter) {
    starved.add(limiter);
  }
}
