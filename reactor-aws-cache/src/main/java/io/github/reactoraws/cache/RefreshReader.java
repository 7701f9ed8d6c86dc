package io.github.reactoraws.cache;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;

/** Reads a load behind an answer to its end, for nobody, and gives it up when it takes too long. */
final class RefreshReader<T> implements CoreSubscriber<T> {
  private final Context context;
  private final Scheduler clock;
  private final Duration longest;
  private final Runnable failed;
  private final Disposable.Swap timer = Disposables.swap();

  /**
   * @param failed is told that the load has failed, or took too long
   */
  RefreshReader(Context context, Scheduler clock, Duration longest, Runnable failed) {
    this.context = context;
    this.clock = clock;
    this.longest = longest;
    this.failed = failed;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    try {
      timer.update(
          clock.schedule(() -> giveUp(subscription), longest.toNanos(), TimeUnit.NANOSECONDS));
    } catch (RejectedExecutionException refused) { // without an end in time there is no load
      giveUp(subscription);
      return;
    }
    subscription.request(Long.MAX_VALUE);
  }

  private void giveUp(Subscription subscription) {
    subscription.cancel();
    failed.run();
  }

  @Override
  public void onNext(T value) {}

  @Override
  public void onError(Throwable error) {
    timer.dispose();
    failed.run();
  }

  @Override
  public void onComplete() {
    timer.dispose();
  }

  @Override
  public Context currentContext() {
    return context;
  }
}
