package io.github.reactoraws.cache.tier.disk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Which lists this process reads, and which of those that have lost their key may go. Thread-safe.
 *
 * <p>A list loses its key first, in one transaction, and its pages later, in another: so a reader
 * that found it in between keeps it. Who looks for one does so within {@link #beginFind} and {@link
 * #endFind}, and {@link #adrift} waits for those who began before the key was gone.
 */
final class Holds {
  private final ReentrantReadWriteLock finds = new ReentrantReadWriteLock();
  private final Map<Long, Integer> held = new HashMap<>();
  private final Set<Long> waiting = new HashSet<>();
  private final Queue<Long> free = new ArrayDeque<>();

  void beginFind() {
    finds.readLock().lock();
  }

  void endFind() {
    finds.readLock().unlock();
  }

  synchronized void hold(long id) {
    held.merge(id, 1, Integer::sum);
  }

  synchronized boolean isHeld(long id) {
    return held.containsKey(id);
  }

  /** Returns whether the list's pages can go now. */
  synchronized boolean release(long id) {
    Integer left = held.computeIfPresent(id, (any, count) -> count == 1 ? null : count - 1);
    if (left == null && waiting.remove(id)) {
      free.add(id);
      return true;
    }
    return false;
  }

  /** Takes lists that have lost their keys, when nobody can find them any more. */
  void adrift(List<Long> ids) {
    if (ids.isEmpty()) {
      return;
    }
    finds.writeLock().lock();
    try {
      ids.forEach(this::loosen);
    } finally {
      finds.writeLock().unlock();
    }
  }

  private synchronized void loosen(long id) {
    if (held.containsKey(id)) {
      waiting.add(id);
    } else {
      free.add(id);
    }
  }

  synchronized boolean hasFree() {
    return !free.isEmpty();
  }

  /** Up to so many lists whose pages can go. */
  synchronized List<Long> takeFree(int most) {
    List<Long> taken = new ArrayList<>(Math.min(most, free.size()));
    while (taken.size() < most && !free.isEmpty()) {
      taken.add(free.remove());
    }
    return taken;
  }

  /** Takes back lists that could not be deleted. */
  synchronized void giveBack(List<Long> ids) {
    free.addAll(ids);
  }

  /** Forgets what may go, as the file that it was in is gone. */
  synchronized void forget() {
    free.clear();
    waiting.clear();
  }
}
