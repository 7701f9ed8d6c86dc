package io.github.reactoraws;

/**
 * What is known of a key: a load of it in flight, or how one ended.
 *
 * @param <V> what is loaded
 */
interface KnownKey<V> {

  /** Takes the waiter in, to answer it now or later; false if this is over and to be cleared. */
  boolean admits(FlightWaiter<V> waiter, long nowNanos);

  /** Makes room for what comes after this; may be called by many, and any number of times. */
  void clear();
}
