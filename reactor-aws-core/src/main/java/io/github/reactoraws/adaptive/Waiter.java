package io.github.reactoraws.adaptive;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Operators;

/** Waits for one permit; the grant and the cancel race for it by one compare-and-set. */
final class Waiter implements Scannable, org.reactivestreams.Subscription {
  private static final int NEW = 0;
  private static final int WAITING = 1;
  private static final int DONE = 2;

  private final Limiter limiter;
  private final CoreSubscriber<? super Permit> downstream;
  private final AtomicInteger state = new AtomicInteger(NEW);

  Waiter(Limiter limiter, CoreSubscriber<? super Permit> downstream) {
    this.limiter = limiter;
    this.downstream = downstream;
  }

  @Override
  public void request(long n) {
    if (Operators.validate(n) && state.compareAndSet(NEW, WAITING)) {
      limiter.join(this);
      if (state.get() == DONE) {
        limiter.leave(this); // cancelled before it stood in the line
      }
    }
  }

  @Override
  public void cancel() {
    if (state.getAndSet(DONE) == WAITING) {
      limiter.leave(this);
    }
  }

  void granted(Permit permit) {
    if (state.compareAndSet(WAITING, DONE)) {
      downstream.onNext(permit);
      downstream.onComplete();
    } else {
      permit.cancelled();
    }
  }

  void refused(Throwable reason) {
    if (state.compareAndSet(WAITING, DONE)) {
      downstream.onError(reason);
    }
  }

  @Override
  @SuppressWarnings("rawtypes") // Scannable's own signature
  public @Nullable Object scanUnsafe(Attr key) {
    if (key == Attr.ACTUAL) {
      return downstream;
    }
    if (key == Attr.TERMINATED) {
      return state.get() == DONE;
    }
    return key == Attr.RUN_STYLE ? Attr.RunStyle.ASYNC : null;
  }
}
