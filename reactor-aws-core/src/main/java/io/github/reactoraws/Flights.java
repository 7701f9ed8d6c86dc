package io.github.reactoraws;

import io.github.reactoraws.metrics.Meter;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/**
 * What one single flight knows of its keys.
 *
 * @param <K> a key
 * @param <V> what is loaded for it
 */
final class Flights<K, V> {

  /*
   * A key has one entry at most: its flight, which an answer to be remembered then replaces. So an
   * ask has one place to look at, and between flight and memory there is no gap that a second load
   * could slip through. Entries change by putIfAbsent, replace and remove of one that is known,
   * never by compute: a load is subscribed to outside of the map, and may ask for other keys.
   *
   * An entry that is over is cleared by whoever comes first, the flight itself or the next ask,
   * and so no ask ever waits for another thread.
   */

  private final Function<? super K, ? extends Mono<? extends V>> load;
  private final SingleFlightSpec spec;
  private final boolean remembers;
  private final ConcurrentMap<K, KnownKey<V>> known = new ConcurrentHashMap<>();
  private final RecentEntries<FlightAnswer<K, V>> recent;

  Flights(Function<? super K, ? extends Mono<? extends V>> load, SingleFlightSpec spec) {
    this.load = load;
    this.spec = spec;
    this.remembers = !spec.rememberFor().isZero();
    this.recent =
        new RecentEntries<>(
            spec.rememberFor().toNanos(), spec.maxRemembered(), FlightAnswer::clear);
  }

  /** Answers {@code waiter} from memory, seats it in the flight of its key, or begins one. */
  void ask(K key, FlightWaiter<V> waiter) {
    long nowNanos = now();
    recent.forgetExpired(nowNanos);
    while (true) {
      KnownKey<V> entry = known.get(key);
      if (entry == null) {
        Flight<K, V> flight = new Flight<>(this, key, waiter.context());
        entry = known.putIfAbsent(key, flight);
        if (entry == null) {
          flight.begin(waiter);
          return;
        }
      }
      if (entry.admits(waiter, nowNanos)) {
        return;
      }
      entry.clear();
    }
  }

  Mono<? extends V> load(K key) {
    count(Meter.FLIGHT_LOADS);
    return Objects.requireNonNull(
        load.apply(key), () -> "the load of " + key + " returned no Mono");
  }

  FlightAnswer<K, V> answered(K key, Signal<V> signal) {
    return new FlightAnswer<>(this, key, signal, now());
  }

  /** Puts the answer, if it is to be remembered, in the place of its flight. */
  void settle(Flight<K, V> flight, FlightAnswer<K, V> answer) {
    if (!remembers(answer.signal())) {
      forget(answer.key(), flight);
    } else if (known.replace(answer.key(), flight, answer)) {
      recent.add(answer, answer.atNanos());
    }
  }

  void forget(K key, KnownKey<V> entry) {
    known.remove(key, entry);
  }

  boolean isExpired(FlightAnswer<K, V> answer, long nowNanos) {
    return recent.isExpired(answer.atNanos(), nowNanos);
  }

  void count(Meter meter) {
    spec.recorder().count(meter, 1);
  }

  /** The number of keys of which something is known. */
  int size() {
    return known.size();
  }

  @Nullable KnownKey<V> entry(K key) {
    return known.get(key);
  }

  private boolean remembers(Signal<V> signal) {
    if (signal.hasValue()) {
      return remembers;
    }
    return signal.hasError() ? spec.rememberErrors() : spec.rememberEmpties();
  }

  private long now() {
    return remembers ? spec.scheduler().now(TimeUnit.NANOSECONDS) : 0;
  }
}
