package io.github.reactoraws.adaptive;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import reactor.core.Disposable;

/** Waits for one permit; grant, refusal and dispose race for it, and one of them wins. */
final class Waiter implements Disposable {
  private final Limiter limiter;
  private final boolean nested;
  private final Consumer<? super Permit> whenGranted;
  private final Consumer<? super Throwable> whenRefused;
  private final AtomicBoolean done = new AtomicBoolean();

  Waiter(
      Limiter limiter,
      boolean nested,
      Consumer<? super Permit> whenGranted,
      Consumer<? super Throwable> whenRefused) {
    this.limiter = limiter;
    this.nested = nested;
    this.whenGranted = whenGranted;
    this.whenRefused = whenRefused;
  }

  /** Whether it is itself under a permit, which has a share of the cap. */
  boolean isNested() {
    return nested;
  }

  void grant(Permit permit) {
    if (done.compareAndSet(false, true)) {
      whenGranted.accept(permit);
    } else {
      permit.cancelled();
    }
  }

  void refuse(Throwable reason) {
    if (done.compareAndSet(false, true)) {
      whenRefused.accept(reason);
    }
  }

  @Override
  public void dispose() {
    if (done.compareAndSet(false, true)) {
      limiter.leave(this);
    }
  }

  @Override
  public boolean isDisposed() {
    return done.get();
  }
}
