package io.github.reactoraws;

import io.github.reactoraws.metrics.Meter;
import java.util.concurrent.atomic.AtomicBoolean;
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
   * One who joins puts itself on the stack under `top` and then looks for an answer; the answer is
   * set first and the stack gone through then. Hence one of the two sees the other, and if both do,
   * the waiter's own state lets one of them deliver.
   *
   * A flight leaves the map before the first waiter is told, so that a waiter which asks again from
   * within its own signal finds it gone.
   *
   * Who cancels empties its place and leaves it where it is. When more places are empty than taken,
   * one thread takes the empty ones out, so that a hundred thousand cancels cost their number and
   * those who come and go leave nothing behind. Others may push or go through the stack meanwhile:
   * pushes happen above, and an empty place that was taken out still leads on to those below it.
   */

  private static final int FEW = 64;

  /** Where one waits; empty once it has left. */
  private final class Place implements FlightWaiter.Seat<V> {
    private volatile @Nullable FlightWaiter<V> waiter;
    private volatile @Nullable Place below;

    Place(FlightWaiter<V> waiter) {
      this.waiter = waiter;
    }

    @Override
    public void leave() {
      waiter = null;
      left();
    }
  }

  private final Flights<K, V> flights;
  private final K key;
  private final Context context;
  private final AtomicReference<@Nullable Place> top = new AtomicReference<>();
  private final AtomicInteger waiting = new AtomicInteger(1);
  private final AtomicInteger empty = new AtomicInteger();
  private final AtomicBoolean sweeping = new AtomicBoolean();
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
    Place place = new Place(waiter);
    push(place);
    if (!waiter.sit(place)) {
      place.leave();
      return;
    }
    FlightAnswer<K, V> ended = answer.get();
    if (ended != null) {
      waiter.answer(ended.signal());
    }
  }

  private void push(Place place) {
    Place under;
    do {
      under = top.get();
      place.below = under;
    } while (!top.compareAndSet(under, place));
  }

  private void left() {
    int still = waiting.decrementAndGet();
    if (answer.get() != null) {
      return;
    }
    if (still == 0) {
      flights.forget(key, this);
      cancel();
    } else if (empty.incrementAndGet() > Math.max(FEW, still)
        && sweeping.compareAndSet(false, true)) {
      sweep();
      sweeping.set(false);
    }
  }

  /** Takes out the empty places, but for one at the top. */
  private void sweep() {
    int taken = 0;
    for (Place kept = top.get(); kept != null; kept = kept.below) {
      Place next = kept.below;
      while (next != null && next.waiter == null) {
        next = next.below;
        taken++;
      }
      kept.below = next;
    }
    empty.addAndGet(-taken);
  }

  /** The places of the stack, empty ones included. */
  int places() {
    int places = 0;
    for (Place place = top.get(); place != null; place = place.below) {
      places++;
    }
    return places;
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
    Place place = top.getAndSet(null);
    while (place != null) {
      FlightWaiter<V> waiter = place.waiter;
      Place next = place.below;
      place.below = null; // a chain that has grown old would keep young garbage alive
      place.waiter = null;
      if (waiter != null) {
        waiter.answer(signal);
      }
      place = next;
    }
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
