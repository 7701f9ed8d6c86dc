package io.github.reactoraws;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** Counts its signals, and lets its subscription be used from outside. */
final class Asker implements CoreSubscriber<Integer> {
  private final long first;
  private volatile @Nullable Subscription subscription;
  private final AtomicInteger values = new AtomicInteger();
  private final AtomicInteger ends = new AtomicInteger();

  Asker(long first) {
    this.first = first;
  }

  static Asker unbounded() {
    return new Asker(Long.MAX_VALUE);
  }

  @Override
  public void onSubscribe(Subscription s) {
    subscription = s;
    if (first > 0) {
      s.request(first);
    }
  }

  @Override
  public void onNext(Integer value) {
    values.incrementAndGet();
  }

  @Override
  public void onError(Throwable thrown) {
    ends.incrementAndGet();
  }

  @Override
  public void onComplete() {
    ends.incrementAndGet();
  }

  int values() {
    return values.get();
  }

  int ends() {
    return ends.get();
  }

  void request() {
    Subscription s = subscription;
    if (s != null) {
      s.request(1);
    }
  }

  /** Cancels; false if there was nothing to be cancelled yet. */
  boolean cancel() {
    Subscription s = subscription;
    if (s != null) {
      s.cancel();
    }
    return s != null;
  }
}
