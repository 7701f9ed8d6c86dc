package io.github.reactoraws.cache;

import io.github.reactoraws.cache.codec.Codec;
import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.key.KeyPattern;
import io.github.reactoraws.cache.tier.CacheTier;
import io.github.reactoraws.cache.tier.StoredList;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** A tier that hands over late what it finds, and removes late what is invalidated. */
record DelayedTier(CacheTier inner, Duration delay, Scheduler clock) implements ForwardingTier {

  @Override
  public <T> Mono<StoredList<T>> find(CacheKey key, Codec<T> codec) {
    return inner.find(key, codec).delayElement(delay, clock);
  }

  @Override
  public Mono<Long> invalidate(KeyPattern pattern) {
    return inner.invalidate(pattern).delaySubscription(delay, clock);
  }
}
