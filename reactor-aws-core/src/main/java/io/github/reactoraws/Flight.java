package io.github.reactoraws;

import io.github.reactoraws.metrics.Meter;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Operators;
import reactor.core.publisher.Signal;
import reactor.util.context.Context;

/**
 * One load in flight and those who wait for it.
 *
 * @param <K> its key
 * @param <V> what is loaded
 */
final class Flight<K, V> extends BaseSubscriber<V> implements KnownKey<V> {

  /*
   * Two things decide, and each moves one way only:
   *
   *   waiting   how many wait; it begins with one, and who brings it to 0 cancels the load. From 0
   *             nobody raises it: an ask that finds 0 begins a flight of its own.
   *   answer    null until the load has answered; the first to set it delivers. Who finds it set
   *             before joining finds the flight over.
   *
   * One who joins puts itself into `waiters` and then looks for an answer; the answer is set first
   * and `waiters` gone through then. Hence one of the two sees the other, and if both do, the
   * waiter's own state lets one of them deliver.
   *
   * A flight leaves the map before the first waiter is told, so that a waiter which asks again from
   * within its own signal finds it gone. `waiters` is a hash set because a hundred thousand of them
   * may cancel, each at its own price.
   */

  private final Flights<K, V> flights;
  private final K key;
  private final Context context;
  private final Set<FlightWaiter<V>> waiters = ConcurrentHashMap.newKeySet();
  private final AtomicInteger waiting = new AtomicInteger(1);
  private final AtomicReference<@Nullable FlightAnswer<K, V>> answer = new AtomicReference<>();

  Flight(Flights<K, V> flights, K key, Context context) {
    this.flights = flights;
    this.key = key;
    this.context = context;
  }

  /** Seats the waiter that this flight was made for, and subscribes to the load. */
  void begin(FlightWaiter<V> first) {
    seat(first);
    if (isAbandoned()) {
      return;
    }
    try {
      flights.load(key).subscribe(this);
    } catch (Throwable thrown) {
      end(Signal.error(thrown));
    }
  }

  @Override
  public boolean admits(FlightWaiter<V> waiter, long nowNanos) {
    if (!join()) {
      return false;
    }
    seat(waiter);
    flights.count(Meter.FLIGHT_JOINED);
    return true;
  }

  @Override
  public void clear() {
    FlightAnswer<K, V> ended = answer.get();
    if (ended == null) {
      flights.forget(key, this);
    } else {
      flights.settle(this, ended);
    }
  }

  private boolean join() {
    int before;
    do {
      before = waiting.get();
      if (before == 0 || answer.get() != null) {
        return false;
      }
    } while (!waiting.compareAndSet(before, before + 1));
    return true;
  }

  private void seat(FlightWaiter<V> waiter) {
    waiters.add(waiter);
    if (!waiter.sit(this::leave)) {
      leave(waiter);
      return;
    }
    FlightAnswer<K, V> ended = answer.get();
    if (ended != null) {
      waiters.remove(waiter);
      waiter.answer(ended.signal());
    }
  }

  private void leave(FlightWaiter<V> waiter) {
    waiters.remove(waiter);
    if (waiting.decrementAndGet() == 0 && answer.get() == null) {
      flights.forget(key, this);
      cancel();
    }
  }

  private boolean isAbandoned() {
    return waiting.get() == 0;
  }

  private void end(Signal<V> signal) {
    FlightAnswer<K, V> ended = flights.answered(key, signal);
    if (isAbandoned() || !answer.compareAndSet(null, ended)) {
      drop(signal);
      return;
    }
    clear();
    for (FlightWaiter<V> waiter : waiters) {
      waiter.answer(signal);
    }
    waiters.clear();
  }

  /** What comes too late, or a second time, reaches nobody. */
  private void drop(Signal<V> signal) {
    Throwable failure = signal.getThrowable();
    if (failure != null) {
      Operators.onErrorDropped(failure, context);
    } else {
      Operators.onDiscard(signal.get(), context);
    }
  }

  @Override
  public Context currentContext() {
    return context;
  }

  @Override
  protected void hookOnNext(V value) {
    end(Signal.next(value));
  }

  @Override
  protected void hookOnError(Throwable thrown) {
    end(Signal.error(thrown));
  }

  @Override
  protected void hookOnComplete() {
    if (answer.get() == null) {
      end(Signal.complete());
    }
  }
}
