package io.github.reactoraws;

import io.github.reactoraws.adaptive.Limiter;
import io.github.reactoraws.adaptive.Permit;
import io.github.reactoraws.adaptive.Permits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.Fuseable;
import reactor.core.Scannable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;

/**
 * One subscription to the results of calls that a limiter governs.
 *
 * @param <T> an element
 * @param <R> what its call brings
 */
final class FlatMapAdaptiveSubscriber<T, R> implements CoreSubscriber<T>, Subscription, Scannable {

  /*
   * Every signal (an element, the end, a demand, a cancel, the answer of a call, a permit) leaves a
   * note and drains; whoever raises `wip` from zero works off all notes, and alone touches what is
   * "owned by drain()". Taken in at once, without a note, are upstream's elements that come while
   * drain() asks for them, further up the stack, and the answer that finds nobody draining.
   *
   * A call is begun by an element that has come, a place that downstream has paid for, and a permit;
   * the permit is asked for last, so that a slow upstream or a slow downstream holds none. If it is
   * not to be had at once, the subscription waits for one, whatever the number of its elements: so
   * pipelines that share a limiter take turns. A result that is there without a call, as
   * `Mono.just` brings it, needs no permit.
   */

  private static final int MOST_HELD = 256; // results in line; beyond, no call starts
  private static final int MOST_FAILURES = 1_000; // kept for the end, where errors are delayed

  private final CoreSubscriber<? super R> downstream;
  private final Function<? super T, ? extends Mono<? extends R>> function;
  private final Limiter limiter;
  private final Permits permits;
  private final boolean ordered;
  private final boolean delaysErrors;
  private final Queue<T> arrivals = Queues.<T>unbounded(16).get(); // no more than were asked for
  private final Queue<AdaptiveCall<R>> answers =
      Queues.<AdaptiveCall<R>>unboundedMultiproducer().get(); // no more than are in flight
  private final CallsInFlight inFlight = new CallsInFlight();

  // Owned by drain().
  private final FlatMapWindow window;
  private final ArrayDeque<T> waiting = new ArrayDeque<>(); // behind the first
  private final ArrayDeque<AdaptiveCall<R>> line = new ArrayDeque<>(); // where order is kept
  private final List<Throwable> failures = new ArrayList<>();
  private @Nullable T first; // the element that waits first
  private @Nullable Mono<? extends R> next; // its call
  private boolean stopped; // no further element is taken in
  private boolean terminated;

  // The threads inside of drain()'s request and subscribe. Others ask only whether it is them.
  private @Nullable Thread pulling;
  private @Nullable Thread beginner;
  private @Nullable AdaptiveCall<R> beginning; // the beginner's

  private @Nullable Subscription upstream;
  private @Nullable Throwable failure; // published by `ended`
  private volatile boolean ended; // upstream has
  private volatile boolean cancelled;
  private volatile @Nullable AwaitedPermit awaited;
  private volatile long requested;
  private final AtomicInteger wip = new AtomicInteger();

  @SuppressWarnings("rawtypes") // a field updater takes the raw class
  private static final AtomicLongFieldUpdater<FlatMapAdaptiveSubscriber> REQUESTED =
      AtomicLongFieldUpdater.newUpdater(FlatMapAdaptiveSubscriber.class, "requested");

  FlatMapAdaptiveSubscriber(
      CoreSubscriber<? super R> downstream,
      Function<? super T, ? extends Mono<? extends R>> function,
      Limiter limiter,
      FluxFlatMapAdaptive.Mode mode) {
    this.downstream = downstream;
    this.function = function;
    this.limiter = limiter;
    this.permits = limiter.permits(downstream.currentContext());
    this.ordered = mode.ordered;
    this.delaysErrors = mode.delaysErrors;
    this.window = new FlatMapWindow(ordered ? MOST_HELD : 0);
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    if (Operators.validate(upstream, subscription)) {
      upstream = subscription;
      downstream.onSubscribe(this);
    }
  }

  @Override
  public void onNext(T element) {
    if (ended) {
      Operators.onNextDropped(element, currentContext());
    } else if (pulling == Thread.currentThread()) {
      pulled(element);
    } else {
      arrivals.offer(element);
      drain();
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
    inFlight.dispose(); // now, even if drain() is held up in a slow onNext
    AwaitedPermit permit = awaited;
    if (permit != null) {
      permit.cancel();
    }
    drain();
  }

  /** A call has ended; if that is {@code atOnce}, in its own subscribe, begin() goes on with it. */
  void answered(AdaptiveCall<R> call, boolean atOnce) {
    if (atOnce) {
      call.settle();
    } else if (wip.compareAndSet(0, 1)) {
      work(call); // nobody drains: it need not queue
    } else {
      answers.offer(call);
      drain();
    }
  }

  /** Whether this thread is in the call's subscribe. */
  boolean isBeginning(AdaptiveCall<R> call) {
    return beginner == Thread.currentThread() && beginning == call;
  }

  private Subscription upstream() {
    return Objects.requireNonNull(upstream);
  }

  private void drain() {
    if (wip.getAndIncrement() == 0) {
      work(null);
    }
  }

  private void work(@Nullable AdaptiveCall<R> answered) {
    AdaptiveCall<R> answer = answered;
    int missed = 1;
    do {
      try {
        advance(answer);
      } catch (Throwable thrown) {
        abandon(thrown);
      }
      answer = null;
      missed = wip.addAndGet(-missed);
    } while (missed != 0);
  }

  private void advance(@Nullable AdaptiveCall<R> answered) {
    AdaptiveCall<R> answer = answered;
    do {
      boolean last = ended; // before the arrivals are looked at: nothing comes after it
      acceptArrivals();
      for (answer = answer == null ? answers.poll() : answer;
          answer != null;
          answer = answers.poll()) {
        inFlight.remove(answer);
        settle(answer);
      }
      if (last) {
        takeEnd();
      }
      startWaiting();
      if (isOver()) {
        letGo();
        return;
      }
      if (last || stopped) {
        endWhenEmpty();
        return;
      }
    } while (askForMore());
  }

  /** Takes in an element that upstream sends while drain(), further up the stack, asks for it. */
  private void pulled(T element) {
    try {
      acceptArrivals(); // sent before it, by another thread
      if (admits(element)) {
        if (first == null && window.mayStart(requested)) {
          startAtOnce(element);
        } else {
          queue(element);
          startWaiting();
        }
      }
    } catch (Throwable thrown) {
      abandon(thrown);
    }
  }

  private void acceptArrivals() {
    for (T element = arrivals.poll(); element != null; element = arrivals.poll()) {
      accept(element);
    }
  }

  private void accept(T element) {
    if (admits(element)) {
      queue(element);
    }
  }

  /** Whether an element is taken in; else it is discarded. */
  private boolean admits(T element) {
    if (stopped || isOver()) {
      Operators.onDiscard(element, currentContext());
      return false;
    }
    if (!window.arrive()) {
      Operators.onDiscard(element, currentContext());
      upstream().cancel();
      terminate(new IllegalStateException("upstream sent more elements than it was asked for"));
      return false;
    }
    return true;
  }

  private void queue(T element) {
    if (first == null) {
      first = element;
    } else {
      waiting.add(element);
    }
  }

  /** Upstream's error, if it has one, does not wait for the calls in flight. */
  private void takeEnd() {
    Throwable thrown = failure;
    failure = null;
    if (thrown != null && stopped) {
      Operators.onErrorDropped(thrown, currentContext());
    } else if (thrown != null) {
      stopped = true;
      fail(thrown);
    }
  }

  /** Starts an element that nothing waits ahead of; a known result passes without a queue. */
  private void startAtOnce(T element) {
    Mono<? extends R> call = callOf(element);
    if (call instanceof Fuseable.ScalarCallable<?> known) {
      bring(known);
    } else if (call != null) {
      first = element;
      beginFirst(call);
    }
  }

  /** Starts what may start: an element is here, downstream wants its result, a permit is free. */
  private void startWaiting() {
    while (window.mayStart(requested) && !isOver()) {
      Mono<? extends R> call = next == null ? callOf(Objects.requireNonNull(first)) : next;
      if (call instanceof Fuseable.ScalarCallable<?> known) {
        takeFirst();
        bring(known);
      } else if (call != null && !beginFirst(call)) {
        return;
      }
    }
    if (awaited != null) {
      leaveLine(); // what waited for a permit may not start any more
    }
  }

  /** The call of an element; {@code null} if it has none, and is gone. */
  private @Nullable Mono<? extends R> callOf(T element) {
    try {
      return Objects.requireNonNull(function.apply(element), "the function returned no call");
    } catch (Throwable thrown) {
      takeFirst();
      window.skip();
      Throwable left = Operators.onNextError(element, thrown, currentContext(), upstream());
      if (left != null) {
        stopped = true;
        discardWaiting();
        fail(left);
      }
      return null;
    }
  }

  /** Begins the call of the element that waits first, if there is a permit for it. */
  private boolean beginFirst(Mono<? extends R> call) {
    next = call;
    Permit permit = permit();
    if (permit == null) {
      return false;
    }
    takeFirst();
    window.start();
    begin(call, permit);
    return true;
  }

  private void takeFirst() {
    next = null;
    first = waiting.poll();
  }

  /** A result that is there without a call leaves at once, or stands in the line. */
  @SuppressWarnings("unchecked") // it is that of a Mono of such results
  private void bring(Fuseable.ScalarCallable<?> known) {
    R value = null;
    Throwable thrown = null;
    try {
      value = (R) known.call();
    } catch (Throwable failure) {
      thrown = failure;
    }
    if (line.isEmpty()) {
      window.skip();
      leave(value, thrown);
    } else {
      window.start();
      window.settle();
      line.add(AdaptiveCall.settled(this, value, thrown));
    }
  }

  /** A permit for one call; {@code null} if none is free: then one is waited for. */
  private @Nullable Permit permit() {
    if (awaited == null) {
      Permit free = permits.tryAcquire().orElse(null);
      if (free != null) {
        return free;
      }
      awaited = AwaitedPermit.of(permits, this::drain);
      if (cancelled) {
        return null; // cancel() may have come too early to see it; letGo() will
      }
    }
    AwaitedPermit permit = Objects.requireNonNull(awaited);
    if (!permit.answered()) {
      return null;
    }
    awaited = null;
    Throwable refusal = permit.failure();
    if (refusal != null) {
      terminate(refusal);
      return null;
    }
    return permit.take();
  }

  private void begin(Mono<? extends R> call, Permit permit) {
    AdaptiveCall<R> one = new AdaptiveCall<>(this, permit);
    if (ordered) {
      line.add(one);
    }
    inFlight.add(one);
    if (cancelled) {
      one.dispose(); // cancel() may have looked before it was there
    }
    AdaptiveCall<R> outer = beginning;
    Thread outerThread = beginner;
    beginning = one;
    beginner = Thread.currentThread();
    try {
      call.subscribe(one);
    } finally {
      beginning = outer;
      beginner = outerThread;
    }
    if (one.isSettled()) {
      inFlight.remove(one);
      settle(one);
    }
  }

  /** A call has brought what it brings; out of order, that leaves at once. */
  private void settle(AdaptiveCall<R> call) {
    window.settle();
    call.settle();
    if (!ordered || line.isEmpty()) { // it is empty if all was let go
      leave(call);
      return;
    }
    AdaptiveCall<R> ahead = line.peek();
    while (ahead != null && ahead.isSettled() && !isOver()) {
      line.remove();
      leave(ahead);
      ahead = line.peek();
    }
  }

  private void leave(AdaptiveCall<R> call) {
    window.leave();
    leave(call.value(), call.failure());
  }

  private void leave(@Nullable R value, @Nullable Throwable thrown) {
    if (isOver()) {
      Operators.onDiscard(value, currentContext());
      if (thrown != null) {
        Operators.onErrorDropped(thrown, currentContext());
      }
      return;
    }
    if (value != null) {
      downstream.onNext(value);
      if (requested != Long.MAX_VALUE) {
        Operators.produced(REQUESTED, this, 1);
      }
    }
    if (thrown != null) {
      Throwable left = Operators.onNextInnerError(thrown, currentContext(), upstream());
      if (left != null) {
        fail(left);
      }
    }
  }

  private boolean isOver() {
    return cancelled || terminated;
  }

  private void fail(Throwable thrown) {
    if (!delaysErrors) {
      terminate(thrown);
    } else if (failures.size() < MOST_FAILURES) {
      failures.add(thrown);
    } else {
      Operators.onErrorDropped(thrown, currentContext());
    }
  }

  private boolean askForMore() {
    long more = window.ask(requested, limiter.limit());
    if (more == 0) {
      return false;
    }
    Thread outer = pulling;
    pulling = Thread.currentThread();
    try {
      upstream().request(more);
    } finally {
      pulling = outer;
    }
    return true;
  }

  private void endWhenEmpty() {
    if (!window.isEmpty()) {
      return;
    }
    if (failures.isEmpty()) {
      terminated = true;
      letGo();
      downstream.onComplete();
    } else {
      terminate(failures.size() == 1 ? failures.get(0) : Exceptions.multiple(failures));
    }
  }

  private void terminate(Throwable thrown) {
    if (isOver()) {
      Operators.onErrorDropped(thrown, currentContext());
      return;
    }
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
    if (cancelled) {
      letGo();
      Operators.onErrorDropped(thrown, currentContext());
    } else {
      terminate(thrown);
    }
  }

  private void letGo() {
    inFlight.dispose();
    inFlight.clear();
    leaveLine();
    discardWaiting();
    Operators.onDiscardQueueWithClear(arrivals, currentContext(), null);
    for (AdaptiveCall<R> call = answers.poll(); call != null; call = answers.poll()) {
      settleUnwanted(call);
    }
    for (AdaptiveCall<R> call = line.poll(); call != null; call = line.poll()) {
      if (call.isSettled()) {
        discard(call);
      }
    }
  }

  private void leaveLine() {
    AwaitedPermit permit = awaited;
    if (permit != null) {
      awaited = null;
      permit.cancel();
    }
  }

  private void settleUnwanted(AdaptiveCall<R> call) {
    if (!call.isSettled()) {
      call.settle();
      discard(call);
    }
  }

  private void discard(AdaptiveCall<R> call) {
    Operators.onDiscard(call.value(), currentContext());
    Throwable thrown = call.failure();
    if (thrown != null) {
      Operators.onErrorDropped(thrown, currentContext());
    }
  }

  private void discardWaiting() {
    while (first != null) {
      T element = first;
      takeFirst();
      window.skip();
      Operators.onDiscard(element, currentContext());
    }
  }

  @Override
  public Context currentContext() {
    return downstream.currentContext();
  }

  /** What the calls see. */
  Context contextOfCalls() {
    return permits.context();
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
      return window.waiting() + window.held();
    }
    if (key == Attr.DELAY_ERROR) {
      return delaysErrors;
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
