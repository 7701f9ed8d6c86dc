package io.github.reactoraws.cache;

import io.github.reactoraws.cache.key.CacheKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import reactor.core.scheduler.Scheduler;

/**
 * Which keys are not loaded behind their answers for a moment, as that has failed just now: else
 * each answer would make another call that fails. Thread-safe; remembers 10,000 at most, and
 * forgets all when there are more.
 */
final class RefreshPauses {
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MOST = 10_000;

  private final Scheduler clock;
  private final Map<CacheKey, Long> begun = new ConcurrentHashMap<>();

  RefreshPauses(Scheduler clock) {
    this.clock = clock;
  }

  boolean isPaused(CacheKey key) {
    Long since = begun.get(key);
    if (since == null) {
      return false;
    }
    if (now() - since < PAUSE_NANOS) {
      return true;
    }
    begun.remove(key, since);
    return false;
  }

  void begin(CacheKey key) {
    if (begun.size() >= MOST) {
      begun.clear();
    }
    begun.put(key, now());
  }

  private long now() {
    return clock.now(TimeUnit.NANOSECONDS);
  }
}
