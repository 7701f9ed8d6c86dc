package io.github.reactoraws;

import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Mono;

/**
 * An ask for a key.
 *
 * @param <K> the key
 * @param <V> what is loaded for it
 */
final class MonoFlight<K, V> extends Mono<V> implements Scannable {
  private final Flights<K, V> flights;
  private final K key;

  private MonoFlight(Flights<K, V> flights, K key) {
    this.flights = flights;
    this.key = key;
  }

  static <K, V> Mono<V> of(Flights<K, V> flights, K key) {
    return onAssembly(new MonoFlight<>(flights, key));
  }

  @Override
  public void subscribe(CoreSubscriber<? super V> downstream) {
    FlightWaiter<V> waiter = new FlightWaiter<>(downstream);
    downstream.onSubscribe(waiter);
    if (waiter.ended()) {
      return; // cancelled at once
    }
    try {
      flights.ask(key, waiter);
    } catch (Throwable thrown) {
      waiter.refuse(thrown);
    }
  }

  @Override
  @SuppressWarnings("rawtypes") // Scannable's own signature
  public @Nullable Object scanUnsafe(Attr key) {
    return key == Attr.RUN_STYLE ? Attr.RunStyle.ASYNC : null;
  }
}
