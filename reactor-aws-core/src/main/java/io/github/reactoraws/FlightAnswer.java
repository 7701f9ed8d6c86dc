package io.github.reactoraws;

import io.github.reactoraws.metrics.Meter;
import reactor.core.publisher.Signal;

/**
 * How a load ended, and when; in memory it answers those who ask later. Equal to itself only.
 *
 * @param <K> the key
 * @param <V> what was loaded for it
 */
final class FlightAnswer<K, V> implements KnownKey<V> {
  private final Flights<K, V> flights;
  private final K key;
  private final Signal<V> signal;
  private final long atNanos;

  FlightAnswer(Flights<K, V> flights, K key, Signal<V> signal, long atNanos) {
    this.flights = flights;
    this.key = key;
    this.signal = signal;
    this.atNanos = atNanos;
  }

  Signal<V> signal() {
    return signal;
  }

  K key() {
    return key;
  }

  long atNanos() {
    return atNanos;
  }

  @Override
  public boolean admits(FlightWaiter<V> waiter, long nowNanos) {
    if (flights.isExpired(this, nowNanos)) {
      return false;
    }
    flights.count(Meter.FLIGHT_REMEMBERED);
    waiter.answer(signal);
    return true;
  }

  @Override
  public void clear() {
    flights.forget(key, this);
  }
}
