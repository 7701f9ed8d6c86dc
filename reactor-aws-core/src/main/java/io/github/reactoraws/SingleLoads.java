package io.github.reactoraws;

import io.github.reactoraws.adaptive.Limiter;
import java.util.HashMap;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Loads a batch by a call for each key; a key that AWS refuses fails alone. */
record SingleLoads<K, V>(
    Function<? super K, ? extends Publisher<? extends V>> load, int concurrency)
    implements BatchLoader<K, V> {

  SingleLoads {
    Objects.requireNonNull(load, "load");
    Bounds.atLeast(1, "concurrency", concurrency);
  }

  @Override
  public Mono<BatchResult<K, V>> load(Set<K> keys) {
    return Flux.fromIterable(keys)
        .flatMap(this::end, concurrency, 1)
        .collect(
            () -> new BatchResult<K, V>(new HashMap<>(), new HashMap<>(), Set.of()),
            (result, end) -> end.addTo(result));
  }

  @Override
  public BatchLoader<K, V> governedBy(Limiter limiter) {
    Objects.requireNonNull(limiter, "limiter");
    return new SingleLoads<>(
        key -> limiter.govern(Mono.<V>defer(() -> Mono.from(load.apply(key)))), concurrency);
  }

  private Mono<End<K, V>> end(K key) {
    return Mono.<V>defer(() -> Mono.from(load.apply(key)))
        .map(value -> new End<K, V>(key, value, null))
        .onErrorResume(BatchSpec::isRefusal, refusal -> Mono.just(new End<>(key, null, refusal)));
  }

  /** How the call for a key ended: with a value or with a refusal. */
  private record End<K, V>(K key, @Nullable V value, @Nullable Throwable refusal) {

    void addTo(BatchResult<K, V> result) {
      if (value != null) {
        result.values().put(key, value);
      }
      if (refusal != null) {
        result.failures().put(key, refusal);
      }
    }
  }
}
