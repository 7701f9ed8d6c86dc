package io.github.reactoraws;

import java.util.Objects;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Shares one load among all who ask for a key while it is in flight, and for a while after it if
 * {@link SingleFlightSpec.Builder#remember} says so.
 *
 * <pre>{@code
 * SingleFlight<String, Role> roles =
 *     SingleFlight.of(name -> AwsCall.of(() -> iam.getRole(r -> r.roleName(name))).map(GetRoleResponse::role));
 * Mono<Role> role = roles.load("deployer"); // a thousand subscribers at once: one call
 * }</pre>
 *
 * <p><b>One load:</b> while a load of a key is in flight and somebody waits for it, an ask joins
 * it. A load is begun by the ask that finds none, and sees the Reactor {@code Context} of that ask;
 * each ask keeps its own downstream. A load must not wait for its own key, directly or in a circle:
 * it would wait for ever. It may ask for other keys.
 *
 * <p><b>Outcomes:</b> a value, an emptiness or an error reaches all who wait. Only values are
 * remembered, unless the spec says more. A load function that throws, or returns no {@link Mono},
 * is an error to those who wait, and to nobody else. A subscriber that throws hears its own error,
 * and its neighbours hear nothing of it.
 *
 * <p><b>Demand:</b> subscribing asks; the value is handed over when it is requested. <b>Cancel:</b>
 * frees the one who cancels, and cancels the load when nobody is left who waits for it; who asks
 * from then on begins a new load, even while the old one is still being cancelled. <b>Threads:</b>
 * adds none, and never blocks; those who wait are signalled one after another on the thread on
 * which the load answers; an answer that is there already comes on the subscriber's own, and one
 * that was not requested in time on that of the request.
 *
 * <p><b>Memory:</b> one entry for each key in flight and one for each ask that waits, all of which
 * are gone with the last subscriber; how many these are is the callers' to bound. Beside them at
 * most {@code maxRemembered} outcomes, of which those of age leave with the next ask for any key.
 * <b>Discard:</b> a value that comes when nobody is left; else a value is shared and never
 * discarded.
 *
 * <p>Thread-safe; made to be shared.
 *
 * @param <K> a key, with {@code equals} and {@code hashCode}
 * @param <V> what is loaded for it
 */
public final class SingleFlight<K, V> {
  private final Flights<K, V> flights;

  private SingleFlight(Flights<K, V> flights) {
    this.flights = flights;
  }

  /**
   * Shares loads in flight, and remembers nothing.
   *
   * @param load loads a key; called once for each load, on the thread of the ask that begins it
   * @param <K> a key
   * @param <V> what is loaded for it
   * @return a new single flight
   */
  public static <K, V> SingleFlight<K, V> of(
      Function<? super K, ? extends Mono<? extends V>> load) {
    return of(load, SingleFlightSpec.defaults());
  }

  /**
   * Shares loads in flight, and remembers what {@code spec} says.
   *
   * @param load loads a key; called once for each load, on the thread of the ask that begins it
   * @param spec what is remembered, and where it is counted
   * @param <K> a key
   * @param <V> what is loaded for it
   * @return a new single flight
   */
  public static <K, V> SingleFlight<K, V> of(
      Function<? super K, ? extends Mono<? extends V>> load, SingleFlightSpec spec) {
    return new SingleFlight<>(
        new Flights<>(Objects.requireNonNull(load, "load"), Objects.requireNonNull(spec, "spec")));
  }

  /**
   * Asks for {@code key}: cold, so nothing happens before it is subscribed to, and each
   * subscription is an ask of its own.
   *
   * @param key what is asked for
   * @return its value, its error, or nothing, as the load says
   */
  public Mono<V> load(K key) {
    return MonoFlight.of(flights, Objects.requireNonNull(key, "key"));
  }
}
