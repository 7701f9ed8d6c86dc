package io.github.reactoraws.cache;

import io.github.reactoraws.cache.codec.Codec;
import io.github.reactoraws.cache.key.CacheKey;
import java.time.Duration;
import reactor.core.publisher.Flux;

/**
 * What a stage asks of the cache.
 *
 * @param key whose list it is
 * @param codec of its values
 * @param ages judges what there is
 * @param refreshTimeout how long a load behind an answer may take
 * @param upstream loads it
 */
record Ask<T>(CacheKey key, Codec<T> codec, Ages ages, Duration refreshTimeout, Flux<T> upstream) {}
