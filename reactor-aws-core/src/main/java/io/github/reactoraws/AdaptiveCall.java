package io.github.reactoraws;

import io.github.reactoraws.adaptive.Permit;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Scannable;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * One call of a {@code flatMapAdaptive}: holds its permit while it is in flight, and its result
 * until that leaves. A result that was there from the beginning needs no permit.
 *
 * @param <R> what the call brings
 */
final class AdaptiveCall<R> implements CoreSubscriber<R>, Disposable, Scannable {
  private final FlatMapAdaptiveSubscriber<?, R> parent;
  private final @Nullable Permit permit;
  private volatile @Nullable Subscription upstream;
  private @Nullable R value;
  private @Nullable Throwable failure;
  private boolean ended; // no second end is taken in
  private boolean settled; // owned by the parent's drain loop, and so is its place
  private int place;

  @SuppressWarnings("rawtypes") // a field updater takes the raw class
  private static final AtomicReferenceFieldUpdater<AdaptiveCall, @Nullable Subscription> UPSTREAM =
      AtomicReferenceFieldUpdater.newUpdater(AdaptiveCall.class, Subscription.class, "upstream");

  AdaptiveCall(FlatMapAdaptiveSubscriber<?, R> parent, @Nullable Permit permit) {
    this.parent = parent;
    this.permit = permit;
  }

  /** One whose result was there from the beginning. */
  static <R> AdaptiveCall<R> settled(
      FlatMapAdaptiveSubscriber<?, R> parent, @Nullable R value, @Nullable Throwable failure) {
    AdaptiveCall<R> call = new AdaptiveCall<>(parent, null);
    call.ended = true;
    call.value = value;
    call.failure = failure;
    call.settled = true;
    return call;
  }

  /** Where it is among the {@link CallsInFlight}. */
  int place() {
    return place;
  }

  void place(int number) {
    place = number;
  }

  @Nullable R value() {
    return value;
  }

  @Nullable Throwable failure() {
    return failure;
  }

  boolean isSettled() {
    return settled;
  }

  void settle() {
    settled = true;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    if (Operators.setOnce(UPSTREAM, this, subscription)) {
      subscription.request(Long.MAX_VALUE);
    }
  }

  @Override
  public void onNext(R result) {
    if (isDisposed()) {
      Operators.onDiscard(result, currentContext());
    } else if (ended || value != null) {
      Operators.onNextDropped(result, currentContext());
    } else {
      value = result;
    }
  }

  @Override
  public void onError(Throwable thrown) {
    if (ended) {
      Operators.onErrorDropped(thrown, currentContext());
      return;
    }
    ended = true;
    failure = thrown;
    if (permit != null) {
      permit.failed(thrown);
    }
    parent.answered(this, parent.isBeginning(this));
  }

  @Override
  public void onComplete() {
    if (ended) {
      return;
    }
    ended = true;
    boolean atOnce = parent.isBeginning(this);
    if (permit != null && atOnce) {
      permit.cancelled(); // no server has answered: its latency would teach that there is none
    } else if (permit != null) {
      permit.succeeded();
    }
    parent.answered(this, atOnce);
  }

  /** Cancels the call, and gives the permit back; does nothing the second time. */
  @Override
  public void dispose() {
    Operators.terminate(UPSTREAM, this); // it tells of no success if there is no subscription yet
    if (permit != null) {
      permit.cancelled();
    }
  }

  @Override
  public boolean isDisposed() {
    return upstream == Operators.cancelledSubscription();
  }

  @Override
  public Context currentContext() {
    return parent.contextOfCalls();
  }

  @Override
  @SuppressWarnings("rawtypes") // Scannable's own signature
  public @Nullable Object scanUnsafe(Attr key) {
    if (key == Attr.PARENT) {
      return upstream;
    }
    if (key == Attr.ACTUAL) {
      return parent;
    }
    if (key == Attr.CANCELLED) {
      return isDisposed();
    }
    if (key == Attr.TERMINATED) {
      return ended;
    }
    return key == Attr.RUN_STYLE ? Attr.RunStyle.SYNC : null;
  }
}
