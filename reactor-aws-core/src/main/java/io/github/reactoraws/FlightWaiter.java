package io.github.reactoraws;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Operators;
import reactor.core.publisher.Signal;
import reactor.util.context.Context;

/**
 * One who waits for the answer of a load: whether it was requested, whether it has come.
 *
 * @param <V> what is loaded
 */
final class FlightWaiter<V> implements Subscription, Scannable {

  /*
   * Request, answer and cancel come from three threads, and each is one CAS:
   *
   *   QUIET --request--> ASKING   --any answer--> DONE
   *   QUIET --a value--> ANSWERED --request-----> DONE
   *   QUIET --an end without a value------------> DONE      an end needs no request
   *   whichever of the three --cancel-----------> CANCELLED
   *
   * Whoever brings the state to one of its ends, and no other, signals downstream or leaves the
   * flight. `answer` is written before the CAS that tells of it and read after the CAS that saw it;
   * the flight and a seating may race to write it, and write the same.
   *
   * A cancel may come while the waiter is being seated in a flight. `seat` says who leaves: cancel
   * takes the seat and marks it NOWHERE; a seating that finds the mark knows that it is too late.
   */
  private enum State {
    QUIET,
    ASKING,
    ANSWERED,
    DONE,
    CANCELLED
  }

  /** Where a waiter waits. */
  @FunctionalInterface
  interface Seat<V> {
    void leave();
  }

  private final CoreSubscriber<? super V> downstream;
  private volatile State state = State.QUIET;
  private final AtomicReference<@Nullable Seat<V>> seat = new AtomicReference<>();
  private @Nullable Signal<V> answer;

  @SuppressWarnings("rawtypes") // a field updater takes the raw class
  private static final AtomicReferenceFieldUpdater<FlightWaiter, State> STATE =
      AtomicReferenceFieldUpdater.newUpdater(FlightWaiter.class, State.class, "state");

  FlightWaiter(CoreSubscriber<? super V> downstream) {
    this.downstream = downstream;
  }

  Context context() {
    return downstream.currentContext();
  }

  boolean ended() {
    return isEnd(state);
  }

  /** Tells where to leave on a cancel; false if the cancel has come, and the caller must leave. */
  boolean sit(Seat<V> place) {
    return seat.compareAndSet(null, place);
  }

  /** Brings the answer; a value waits for its request. Only the first is delivered. */
  void answer(Signal<V> signal) {
    answer = signal;
    State unasked = signal.hasValue() ? State.ANSWERED : State.DONE;
    if (STATE.compareAndSet(this, State.QUIET, unasked)) {
      if (unasked == State.DONE) {
        deliver(signal);
      } else {
        seat.set(nowhere()); // whoever waits for a request keeps no flight alive
      }
    } else if (STATE.compareAndSet(this, State.ASKING, State.DONE)) {
      deliver(signal);
    }
  }

  /** Ends with an error that is this waiter's alone. */
  void refuse(Throwable thrown) {
    if (end(State.DONE)) {
      stand();
      deliver(Signal.error(thrown));
    } else {
      Operators.onErrorDropped(thrown, context());
    }
  }

  @Override
  public void request(long n) {
    if (!Operators.validate(n) || STATE.compareAndSet(this, State.QUIET, State.ASKING)) {
      return;
    }
    if (STATE.compareAndSet(this, State.ANSWERED, State.DONE)) {
      deliver(Objects.requireNonNull(answer, "answer"));
    }
  }

  @Override
  public void cancel() {
    if (end(State.CANCELLED)) {
      stand();
    }
  }

  private boolean end(State how) {
    State now;
    do {
      now = state;
      if (isEnd(now)) {
        return false;
      }
    } while (!STATE.compareAndSet(this, now, how));
    return true;
  }

  private static boolean isEnd(State state) {
    return state == State.DONE || state == State.CANCELLED;
  }

  private void stand() {
    Seat<V> left = seat.getAndSet(nowhere());
    if (left != null) {
      left.leave();
    }
  }

  private static <V> Seat<V> nowhere() {
    return () -> {};
  }

  /** Signals; what downstream throws against the rules stays with it, and hurts no neighbour. */
  private void deliver(Signal<V> signal) {
    seat.set(nowhere());
    V value = signal.get();
    Throwable failure = signal.getThrowable();
    if (value != null) {
      try {
        downstream.onNext(value);
      } catch (Throwable thrown) {
        failure = thrown;
      }
    }
    try {
      if (failure != null) {
        downstream.onError(failure);
      } else {
        downstream.onComplete();
      }
    } catch (Throwable thrown) {
      Operators.onErrorDropped(thrown, context());
    }
  }

  @Override
  @SuppressWarnings("rawtypes") // Scannable's own signature
  public @Nullable Object scanUnsafe(Attr key) {
    if (key == Attr.ACTUAL) {
      return downstream;
    }
    if (key == Attr.CANCELLED) {
      return state == State.CANCELLED;
    }
    if (key == Attr.TERMINATED) {
      return state == State.DONE;
    }
    return key == Attr.RUN_STYLE ? Attr.RunStyle.ASYNC : null;
  }
}
