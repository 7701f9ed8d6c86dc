package io.github.reactoraws;

import java.util.HashMap;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/** Loads a batch by a call for each key; a call that fails fails its key alone. */
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
        .flatMap(this::outcome, concurrency, 1)
        .collect(this::none, this::add);
  }

  private Mono<Outcome<K, V>> outcome(K key) {
    return Mono.<V>defer(() -> Mono.from(load.apply(key)))
        .materialize()
        .map(signal -> new Outcome<>(key, signal));
  }

  private BatchResult<K, V> none() {
    return new BatchResult<>(new HashMap<>(), new HashMap<>(), Set.of());
  }

  private void add(BatchResult<K, V> result, Outcome<K, V> outcome) {
    V value = outcome.signal.get();
    Throwable failure = outcome.signal.getThrowable();
    if (value != null) {
      result.values().put(outcome.key, value);
    } else if (failure != null) {
      result.failures().put(outcome.key, failure);
    }
  }

  private record Outcome<K, V>(K key, Signal<V> signal) {}
}
