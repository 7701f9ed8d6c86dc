package io.github.reactoraws.cache;

import io.github.reactoraws.cache.codec.Codec;
import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.key.KeyPattern;
import io.github.reactoraws.cache.tier.CacheTier;
import io.github.reactoraws.cache.tier.Exposure;
import io.github.reactoraws.cache.tier.ListWriter;
import io.github.reactoraws.cache.tier.StoredList;
import reactor.core.publisher.Mono;

/** A tier that does all as another does, but for what a test overrides. */
interface ForwardingTier extends CacheTier {

  /** The other. */
  CacheTier inner();

  @Override
  default String name() {
    return inner().name();
  }

  @Override
  default Exposure exposure() {
    return inner().exposure();
  }

  @Override
  default <T> Mono<StoredList<T>> find(CacheKey key, Codec<T> codec) {
    return inner().find(key, codec);
  }

  @Override
  default <T> ListWriter<T> write(CacheKey key, Codec<T> codec) {
    return inner().write(key, codec);
  }

  @Override
  default Mono<Long> invalidate(KeyPattern pattern) {
    return inner().invalidate(pattern);
  }

  @Override
  default void close() {
    inner().close();
  }
}
