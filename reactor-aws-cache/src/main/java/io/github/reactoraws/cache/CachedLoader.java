package io.github.reactoraws.cache;

import io.github.reactoraws.BatchLoader;
import io.github.reactoraws.BatchResult;
import io.github.reactoraws.adaptive.Limiter;
import io.github.reactoraws.cache.key.CacheKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** A loader whose hits are served, and of which only the misses are loaded. */
record CachedLoader<K, V>(
    Engine engine, Function<? super K, CacheKey> key, BatchLoader<K, V> loader, Asks<V> asks)
    implements BatchLoader<K, V> {

  @Override
  public Mono<BatchResult<K, V>> load(Set<K> keys) {
    return Mono.deferContextual(context -> load(keys, context));
  }

  private Mono<BatchResult<K, V>> load(Set<K> keys, ContextView context) {
    Misses<K, V> misses = new Misses<>(loader, keys, context);
    Map<K, Ask<V>> each = new LinkedHashMap<>();
    for (K wanted : keys) {
      each.put(wanted, asks.of(key.apply(wanted), misses.load(wanted).flux()));
    }
    return Flux.fromIterable(each.entrySet())
        .doOnComplete(
            () ->
                misses.begin(
                    wanted -> engine.isLookingFor(Objects.requireNonNull(each.get(wanted)))))
        .flatMap(one -> end(one.getKey(), one.getValue(), misses), keys.size(), 1)
        .collect(() -> new LoaderEnds<>(misses), LoaderEnds::add)
        .flatMap(LoaderEnds::result)
        .doFinally(end -> misses.end());
  }

  private Mono<LoaderEnds.End<K, V>> end(K wanted, Ask<V> ask, Misses<K, V> misses) {
    return new MonoCached<>(engine, ask)
        .map(value -> new LoaderEnds.End<>(wanted, value, null))
        .defaultIfEmpty(new LoaderEnds.End<>(wanted, null, null))
        .onErrorResume(failure -> Mono.just(new LoaderEnds.End<>(wanted, null, failure)))
        .doOnNext(end -> misses.settle(wanted));
  }

  /** Hits need no permit. */
  @Override
  public BatchLoader<K, V> governedBy(Limiter limiter) {
    return new CachedLoader<>(engine, key, loader.governedBy(limiter), asks);
  }
}
