package io.github.reactoraws;

import io.github.reactoraws.MissingRule.Fate;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;

/**
 * One subscription to enriched elements.
 *
 * @param <T> an element
 * @param <K> its key
 * @param <V> the key's value
 * @param <R> element and value combined
 */
final class EnrichSubscriber<T, K, V, R> implements CoreSubscriber<T>, Subscription, Scannable {

  /*
   * Every signal (an element, the end, a demand, a cancel, the answer of a call, the alarm) leaves a
   * note and drains; whoever raises `wip` from zero works off all notes, and alone touches what is
   * "owned by drain()". An element that finds nobody draining skips the queue of arrivals.
   *
   * If elements hold all places while downstream waits, no further key can come before one of them
   * leaves, and the open batch leaves as it is. An element whose value is known already goes past a
   * line that is empty.
   *
   * A failure takes its place in the line. Whatever ends the stream stops upstream at once, but
   * those ahead of it still get their values.
   */

  private static final int CLOCK_EVERY = 64;

  private final CoreSubscriber<? super R> downstream;
  private final Function<? super T, ? extends @Nullable K> keyOf;
  private final BiFunction<? super T, ? super @Nullable V, ? extends R> combine;
  private final BatchSpec spec;
  private final MissingRule rule;
  private final KeyLoad<K, V, List<T>> keyless = KeyLoad.keyless();
  private final Queue<T> arrivals;
  private final Alarm alarm;

  // Owned by drain().
  private final Batches<K, V, List<T>> batches;
  private final BatchFlights<K, V, List<T>> flights;
  private final EnrichLine<T, K, V> line;
  private final Places places;
  private int untilClock; // so many elements are taken in before the next look at the clock
  private int noted; // notes that drain() has seen, of those in `wip`
  private boolean stopped; // no further element is taken in
  private boolean doomed; // by a load: what is gathered stands behind it, and is of no use
  private boolean terminated;
  private @Nullable Throwable stopFailure;

  // Who is inside drain()'s request. Others may see it late: they ask only whether it is them.
  private @Nullable Thread pulling;
  private @Nullable Subscription upstream;
  private @Nullable Throwable failure; // published by `ended`
  private volatile boolean ended; // upstream has
  private volatile boolean cancelled;
  private volatile long requested;
  private final AtomicInteger wip = new AtomicInteger();

  @SuppressWarnings("rawtypes") // a field updater takes the raw class
  private static final AtomicLongFieldUpdater<EnrichSubscriber> REQUESTED =
      AtomicLongFieldUpdater.newUpdater(EnrichSubscriber.class, "requested");

  EnrichSubscriber(
      CoreSubscriber<? super R> downstream,
      Function<? super T, ? extends @Nullable K> keyOf,
      BatchLoader<K, V> loader,
      BiFunction<? super T, ? super @Nullable V, ? extends R> combine,
      BatchSpec spec) {
    this.downstream = downstream;
    this.keyOf = keyOf;
    this.combine = combine;
    this.spec = spec;
    this.rule = new MissingRule(spec.missing());
    this.arrivals = Queues.<T>get(spec.maxHeld()).get();
    this.alarm = new Alarm(spec.scheduler(), this::drain);
    this.batches = new Batches<>(spec, () -> spec.scheduler().now(TimeUnit.NANOSECONDS));
    this.flights = new BatchFlights<>(batches, new BatchCall<>(loader, spec), this::drain);
    this.line = new EnrichLine<>(spec.ordered());
    this.places = new Places(spec.maxHeld());
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    if (Operators.validate(upstream, subscription)) {
      upstream = subscription;
      downstream.onSubscribe(this);
      drain();
    }
  }

  @Override
  public void onNext(T element) {
    if (ended) {
      Operators.onNextDropped(element, currentContext());
    } else if (pulling == Thread.currentThread()) {
      pulled(element);
    } else if (wip.compareAndSet(0, 1)) {
      drain(element);
    } else if (arrivals.offer(element)) {
      drain();
    } else {
      Operators.onDiscard(element, currentContext());
      upstream().cancel();
      end(tooMany());
    }
  }

  @Override
  public void onError(Throwable thrown) {
    if (ended) {
      Operators.onErrorDropped(thrown, currentContext());
    } else {
      end(thrown);
    }
  }

  @Override
  public void onComplete() {
    if (!ended) {
      end(null);
    }
  }

  private void end(@Nullable Throwable thrown) {
    failure = thrown;
    ended = true;
    drain();
  }

  @Override
  public void request(long n) {
    if (Operators.validate(n)) {
      Operators.addCap(REQUESTED, this, n);
      drain();
    }
  }

  @Override
  public void cancel() {
    cancelled = true;
    upstream().cancel();
    flights.dispose(); // now, even if drain() is held up in a slow onNext
    drain();
  }

  private Subscription upstream() {
    return Objects.requireNonNull(upstream);
  }

  private void drain() {
    if (wip.getAndIncrement() == 0) {
      drain(null);
    }
  }

  /** Works off all notes, with {@code element} first; {@code wip} has been raised by the caller. */
  private void drain(@Nullable T element) {
    noted = 1;
    untilClock = 0;
    if (element != null) {
      take(element);
    } else {
      work();
    }
    while (wip.addAndGet(-noted) != 0) {
      noted = wip.get();
      untilClock = 0;
      work();
    }
  }

  /**
   * Takes in an element that upstream sends while drain(), further up the stack, asks it for more.
   */
  private void pulled(T element) {
    int notes = wip.get();
    if (notes != noted) {
      noted = notes;
      work();
    }
    take(element);
  }

  private void take(T element) {
    try {
      accept(element);
      if (!onlyWaits()) {
        advance();
      }
    } catch (Throwable thrown) {
      abandon(thrown);
    }
  }

  private void work() {
    try {
      advance();
    } catch (Throwable thrown) {
      abandon(thrown);
    }
  }

  private void advance() {
    boolean last = ended; // before the arrivals are looked at: nothing comes after it
    for (T element = arrivals.poll(); element != null; element = arrivals.poll()) {
      accept(element);
    }
    if (alarm.heard()) {
      batches.checkDue();
    }
    boolean progress;
    do {
      progress = flights.receive(this::settled);
      progress |= !doomed && flights.send(hurries(last), currentContext());
      progress |= deliver();
    } while (progress && !cancelled && !terminated);
    if (cancelled || terminated) {
      letGo();
      return;
    }
    if (last || stopped) {
      endWhenEmpty();
    } else {
      askForMore();
    }
    if (batches.filling() && !alarm.isSet()) {
      alarm.set(batches.untilDue());
    }
  }

  /** Whether the element that was taken in changes nothing for now: most only wait for others. */
  private boolean onlyWaits() {
    return !places.isAskDue()
        && !places.areTaken()
        && line.first() == null
        && batches.onlyFill()
        && (alarm.isSet() || !batches.filling())
        && !stopped
        && !cancelled
        && !terminated;
  }

  /** Takes in one element; its place in the line is the one that was asked for. */
  private void accept(T element) {
    if (stopped || cancelled || terminated) {
      Operators.onDiscard(element, currentContext());
      return;
    }
    if (!places.take()) {
      Operators.onDiscard(element, currentContext());
      stop(tooMany());
      return;
    }
    K key;
    try {
      key = keyOf.apply(element);
    } catch (Throwable thrown) {
      Operators.onDiscard(element, currentContext());
      stop(Operators.onOperatorError(null, thrown, element, currentContext()));
      return;
    }
    if (untilClock == 0) {
      batches.forgetOld();
      untilClock = CLOCK_EVERY;
    }
    untilClock--;
    KeyLoad<K, V, List<T>> load = key == null ? keyless : batches.ask(key);
    if (line.size() == 0 && load.state() == KeyLoad.State.LOADED && requested > 0) {
      places.leave();
      emit(element, load);
      if (requested != Long.MAX_VALUE) {
        Operators.produced(REQUESTED, this, 1);
      }
      return;
    }
    line.join(element, load);
    stopIfItEndsHere(load);
  }

  /**
   * No batch fills any more: upstream is at its end, or the line is full while downstream waits.
   */
  private boolean hurries(boolean last) {
    return last || stopped || (places.areTaken() && requested > 0);
  }

  private void settled(KeyLoad<K, V, List<T>> load) {
    line.settled(load);
    stopIfItEndsHere(load);
    doomed |= rule.fate(load.state()) == Fate.ENDS_STREAM;
  }

  private void stopIfItEndsHere(KeyLoad<K, V, List<T>> load) {
    if (rule.fate(load.state()) == Fate.ENDS_STREAM) {
      stop(null);
    }
  }

  /** Takes in no further element; those in the line go on. */
  private void stop(@Nullable Throwable thrown) {
    if (!stopped) {
      stopped = true;
      stopFailure = thrown;
      upstream().cancel();
    }
  }

  /** Delivers what demand allows, and drops what is to be skipped. */
  private boolean deliver() {
    long demand = requested;
    long delivered = 0;
    boolean progress = false;
    KeyLoad<K, V, List<T>> load = line.first();
    while (load != null && !cancelled && !terminated) {
      Fate fate = rule.fate(load.state());
      if (fate == Fate.PASSES && delivered == demand) {
        break;
      }
      T element = line.removeFirst();
      places.leave();
      progress = true;
      switch (fate) {
        case PASSES -> {
          emit(element, load);
          delivered++;
        }
        case IS_SKIPPED -> Operators.onDiscard(element, currentContext());
        default -> {
          Operators.onDiscard(element, currentContext());
          terminate(rule.failureOf(element, load));
        }
      }
      load = line.first();
    }
    if (delivered != 0 && demand != Long.MAX_VALUE) {
      Operators.produced(REQUESTED, this, delivered);
    }
    return progress;
  }

  private void emit(T element, KeyLoad<K, V, List<T>> load) {
    V value = load.state() == KeyLoad.State.LOADED ? load.value() : null;
    R row;
    try {
      row = Objects.requireNonNull(combine.apply(element, value), "combine returned null");
    } catch (Throwable thrown) {
      Operators.onDiscard(element, currentContext());
      terminate(Operators.onOperatorError(null, thrown, element, currentContext()));
      return;
    }
    downstream.onNext(row);
  }

  /** Asks upstream to fill the free places, in bulk. */
  private void askForMore() {
    int more = places.ask();
    if (more > 0) {
      Thread outer = pulling;
      pulling = Thread.currentThread();
      try {
        upstream().request(more);
      } finally {
        pulling = outer;
      }
    }
  }

  /** Ends the stream behind the last element. */
  private void endWhenEmpty() {
    if (line.size() > 0) {
      return;
    }
    Throwable thrown = stopped ? stopFailure : failure;
    if (thrown != null) {
      terminate(thrown);
    } else {
      terminated = true;
      letGo();
      downstream.onComplete();
    }
  }

  private void terminate(Throwable thrown) {
    terminated = true;
    upstream().cancel();
    letGo();
    downstream.onError(thrown);
  }

  /**
   * Ends the stream where it must not throw: a broken rule of downstream, or an error that Reactor
   * takes for fatal. Thrown on, it would vanish in a call's future, and downstream would wait.
   */
  private void abandon(Throwable thrown) {
    if (cancelled || terminated) {
      letGo();
      Operators.onErrorDropped(thrown, currentContext());
    } else {
      terminate(thrown);
    }
  }

  private void letGo() {
    flights.dispose();
    alarm.dispose();
    line.clear(element -> Operators.onDiscard(element, currentContext()));
    Operators.onDiscardQueueWithClear(arrivals, currentContext(), null);
  }

  private static IllegalStateException tooMany() {
    return new IllegalStateException("upstream sent more elements than it was asked for");
  }

  @Override
  public Context currentContext() {
    return downstream.currentContext();
  }

  @Override
  @SuppressWarnings("rawtypes") // Scannable's own signature
  public @Nullable Object scanUnsafe(Attr key) {
    if (key == Attr.PARENT) {
      return upstream;
    }
    if (key == Attr.ACTUAL) {
      return downstream;
    }
    if (key == Attr.REQUESTED_FROM_DOWNSTREAM) {
      return requested;
    }
    if (key == Attr.BUFFERED) {
      return line.size() + arrivals.size();
    }
    if (key == Attr.PREFETCH) {
      return spec.maxHeld();
    }
    if (key == Attr.CANCELLED) {
      return cancelled;
    }
    if (key == Attr.TERMINATED) {
      return terminated;
    }
    return key == Attr.RUN_STYLE ? Attr.RunStyle.ASYNC : null;
  }
}
