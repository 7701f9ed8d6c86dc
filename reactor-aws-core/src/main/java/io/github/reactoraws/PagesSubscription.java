package io.github.reactoraws;

import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/**
 * One subscription to pages: what is at hand, the call in flight, the demand.
 *
 * @param <P> a page
 * @param <E> an element of a page
 */
final class PagesSubscription<P, E> implements Subscription, Scannable {

  /*
   * Page tokens form a chain, so there is never more than one call in flight. All decisions are made
   * in drain(), by whoever raises `wip` from zero; request, cancel and the answer of a call only
   * leave a note (`requested`, `cancelled`, `OneCall.answered()`) and drain. Hence the fields of the
   * delivery are plain, and a call that answers at once, inside its own subscribe, finds the loop
   * running and cannot recurse.
   *
   * A failure waits behind the elements at hand: what AWS has delivered is not lost to what it has
   * not.
   */

  private final CoreSubscriber<? super E> downstream;
  private final PageTurner<P> turner;
  private final Function<? super P, ? extends List<? extends E>> elementsOf;
  private final ReadAhead readAhead;

  // Owned by drain().
  private final HeldPages<E> held = new HeldPages<>();
  private Optional<Mono<P>> next;
  private @Nullable Throwable failure;
  private boolean terminated;

  private volatile @Nullable OneCall<P> inFlight;
  private volatile boolean cancelled;
  private volatile long requested;
  private final AtomicInteger wip = new AtomicInteger();

  @SuppressWarnings("rawtypes") // a field updater takes the raw class
  private static final AtomicLongFieldUpdater<PagesSubscription> REQUESTED =
      AtomicLongFieldUpdater.newUpdater(PagesSubscription.class, "requested");

  PagesSubscription(
      CoreSubscriber<? super E> downstream,
      PageTurner<P> turner,
      Function<? super P, ? extends List<? extends E>> elementsOf,
      ReadAhead readAhead) {
    this.downstream = downstream;
    this.turner = turner;
    this.elementsOf = elementsOf;
    this.readAhead = readAhead;
    this.next = Optional.of(turner.first());
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
    OneCall<P> call = inFlight;
    if (call != null) {
      call.dispose(); // now, even if drain() is held up in a slow onNext
    }
    drain();
  }

  private void drain() {
    if (wip.getAndIncrement() != 0) {
      return;
    }
    int missed = 1;
    do {
      try {
        advance();
      } catch (Throwable thrown) {
        abandon(thrown);
      }
      missed = wip.addAndGet(-missed);
    } while (missed != 0);
  }

  private void advance() {
    boolean progress;
    do {
      progress = takeAnswer();
      progress |= held.turn();
      progress |= callNext();
      progress |= deliver();
    } while (progress && !cancelled);
    settle();
  }

  /**
   * Ends the stream where it must not throw: a broken rule of downstream, or an error that Reactor
   * takes for fatal. Thrown on, it would vanish in the SDK's future, and downstream would wait.
   */
  private void abandon(Throwable thrown) {
    boolean tell = !cancelled && !terminated;
    cancelled = true;
    letGo();
    if (tell) {
      terminated = true;
      downstream.onError(thrown);
    } else {
      Operators.onErrorDropped(thrown, downstream.currentContext());
    }
  }

  /** Takes in the page, or the failure, that the call in flight has brought. */
  private boolean takeAnswer() {
    OneCall<P> call = inFlight;
    if (call == null || !call.answered()) {
      return false;
    }
    inFlight = null;
    P page = call.answer();
    if (page == null) {
      failure = call.failure();
      return true;
    }
    try {
      held.add(elementsOf.apply(page));
      next = turner.after(page);
    } catch (Throwable thrown) {
      failure = Operators.onOperatorError(null, thrown, page, downstream.currentContext());
    }
    return true;
  }

  /** Asks for the next page if there is one and {@link ReadAhead} says so. */
  private boolean callNext() {
    if (next.isEmpty()
        || cancelled
        || !readAhead.asks(requested, held.size(), held.pagesAhead(), held.progress())) {
      return false;
    }
    Mono<P> page = next.get();
    next = Optional.empty();
    OneCall<P> call = new OneCall<>(downstream.currentContext(), this::drain);
    inFlight = call;
    page.subscribe(call);
    return true;
  }

  /** Delivers what demand allows of the current page, or less if a call might be begun. */
  private boolean deliver() {
    long demand = requested;
    long run = Math.min(demand, held.run());
    long delivered = 0;
    OneCall<P> call = inFlight;
    Iterator<? extends E> elements = held.current();
    while (delivered != run && !cancelled) {
      downstream.onNext(Objects.requireNonNull(elements.next(), "a page holds null"));
      delivered++;
      if (call != null && call.answered()) {
        break; // a page has come: the next call may be begun
      }
    }
    held.taken(delivered);
    if (delivered != 0 && demand != Long.MAX_VALUE) {
      Operators.produced(REQUESTED, this, delivered);
    }
    return delivered != 0;
  }

  /** Ends what has come to its end: lets go after a cancel, signals after the last element. */
  private void settle() {
    if (cancelled) {
      letGo();
    } else if (!terminated && held.size() == 0 && inFlight == null && next.isEmpty()) {
      terminated = true;
      if (failure != null) {
        downstream.onError(failure);
      } else {
        downstream.onComplete();
      }
    }
  }

  private void letGo() {
    OneCall<P> call = inFlight;
    if (call != null) {
      call.dispose();
      takeAnswer();
    }
    next = Optional.empty();
    held.discard(downstream.currentContext());
  }

  @Override
  @SuppressWarnings("rawtypes") // Scannable's own signature
  public @Nullable Object scanUnsafe(Attr key) {
    if (key == Attr.ACTUAL) {
      return downstream;
    }
    if (key == Attr.REQUESTED_FROM_DOWNSTREAM) {
      return requested;
    }
    if (key == Attr.BUFFERED) {
      return (int) Math.min(held.size(), Integer.MAX_VALUE);
    }
    if (key == Attr.PREFETCH) {
      return readAhead.prefetch();
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
