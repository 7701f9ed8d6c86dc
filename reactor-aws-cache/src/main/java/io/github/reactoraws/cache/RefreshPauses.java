package io.github.reactoraws.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.reactoraws.cache.key.CacheKey;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.scheduler.Scheduler;

/**
 * Which keys are not loaded behind their answers for a moment, as that has failed just now: else
 * each answer would make another call that fails. Thread-safe; remembers the latest 10,000.
 */
final class RefreshPauses {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int MOST = 10_000;

  private final Cache<CacheKey, Boolean> paused;

  RefreshPauses(Scheduler clock) {
    this.paused =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(PAUSE)
            .ticker(() -> clock.now(TimeUnit.NANOSECONDS))
            .executor(Runnable::run)
            .build();
  }

  boolean isPaused(CacheKey key) {
    return paused.getIfPresent(key) != null;
  }

  void begin(CacheKey key) {
    paused.put(key, true);
  }
}
