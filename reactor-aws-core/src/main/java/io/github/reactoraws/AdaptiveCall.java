package io.github.reactoraws;

import io.github.reactoraws.adaptive.Permit;
import java.util.concurrent.Callable;
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
  private volatile boolean disposed;
  private @Nullable R value;
  private @Nullable Throwable failure;
  private boolean ended; // no second end is taken in
  private boolean settled; // owned by the parent's drain loop

  AdaptiveCall(FlatMapAdaptiveSubscriber<?, R> parent, @Nullable Permit permit) {
    this.parent = parent;
    this.permit = permit;
  }

  /** Takes a result that is there already. */
  @SuppressWarnings("unchecked") // it is that of a Mono of such results
  void bring(Callable<?> known) {
    ended = true;
    try {
      value = (R) known.call();
    } catch (Throwable thrown) {
      failure = thrown;
    }
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
    if (!Operators.validate(upstream, subscription)) {
      return;
    }
    upstream = subscription;
    if (disposed) {
      subscription.cancel();
    } else {
      subscription.request(Long.MAX_VALUE);
    }
  }

  @Override
  public void onNext(R result) {
    if (ended || value != null) {
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
    parent.answered(this);
  }

  @Override
  public void onComplete() {
    if (ended) {
      return;
    }
    ended = true;
    if (permit != null) {
      permit.succeeded();
    }
    parent.answered(this);
  }

  /** Cancels the call, and gives the permit back. */
  @Override
  public void dispose() {
    disposed = true;
    Subscription current = upstream;
    if (current != null) {
      current.cancel();
    }
    if (permit != null) {
      permit.cancelled();
    }
  }

  @Override
  public boolean isDisposed() {
    return disposed;
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
      return disposed;
    }
    if (key == Attr.TERMINATED) {
      return ended;
    }
    return key == Attr.RUN_STYLE ? Attr.RunStyle.SYNC : null;
  }
}
