package io.github.reactoraws.cache.tier.memory;

import io.github.reactoraws.cache.key.CacheKey;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Removes what has expired, a few at each step, so that no step takes long. All have been looked at
 * when a quarter as many were put in. Thread-safe.
 */
final class ExpirySweep {
  private static final int STEP = 4;

  private final ConcurrentMap<CacheKey, HeldList> lists;
  private final AtomicBoolean sweeping = new AtomicBoolean();
  private Iterator<Map.Entry<CacheKey, HeldList>> rest = Collections.emptyIterator();

  ExpirySweep(ConcurrentMap<CacheKey, HeldList> lists) {
    this.lists = lists;
  }

  /** Looks at a few, unless another thread does. */
  void step(long now) {
    if (!sweeping.compareAndSet(false, true)) {
      return;
    }
    try {
      if (!rest.hasNext()) {
        rest = lists.entrySet().iterator();
      }
      for (int i = 0; i < STEP && rest.hasNext(); i++) {
        Map.Entry<CacheKey, HeldList> next = rest.next();
        if (next.getValue().isExpired(now)) {
          lists.remove(next.getKey(), next.getValue());
        }
      }
    } finally {
      sweeping.set(false);
    }
  }
}
