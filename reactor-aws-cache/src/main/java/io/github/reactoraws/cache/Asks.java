package io.github.reactoraws.cache;

import io.github.reactoraws.cache.codec.Codec;
import io.github.reactoraws.cache.key.CacheKey;
import java.time.Duration;
import java.util.Objects;
import reactor.core.publisher.Flux;

/**
 * What all asks of one stage have in common.
 *
 * @param codec of the values
 * @param ages judges what there is
 * @param refreshTimeout how long a load behind an answer may take
 */
record Asks<T>(Codec<T> codec, Ages ages, Duration refreshTimeout) {

  Ask<T> of(CacheKey key, Flux<T> upstream) {
    return new Ask<>(Objects.requireNonNull(key, "key"), codec, ages, refreshTimeout, upstream);
  }
}
