package io.github.reactoraws.adaptive;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Scannable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * A call that waits for a permit, holds it, and ends it before its own end is told.
 *
 * @param <T> what the call brings
 */
final class MonoGoverned<T> extends MonoOperator<T, T> {
  private final Limiter limiter;

  private MonoGoverned(Mono<? extends T> call, Limiter limiter) {
    super(call);
    this.limiter = limiter;
  }

  static <T> Mono<T> of(Mono<? extends T> call, Limiter limiter) {
    return onAssembly(new MonoGoverned<>(call, limiter));
  }

  @Override
  public void subscribe(CoreSubscriber<? super T> downstream) {
    Permits permits;
    try {
      permits = limiter.permits(downstream.currentContext());
    } catch (IllegalStateException underOne) {
      Operators.error(downstream, underOne);
      return;
    }
    downstream.onSubscribe(new Call<>(downstream, source, permits));
  }

  /*
   * Whatever a cancel can find (the waiter, the permit, the call's subscription) is set before
   * `cancelled` is looked at, and `cancelled` is set before they are: one of the two sides sees the
   * other, and each of the three can be ended twice without harm.
   */
  private static final class Call<T> implements CoreSubscriber<T>, Subscription, Scannable {
    private final CoreSubscriber<? super T> downstream;
    private final Mono<? extends T> source;
    private final Permits permits;
    private volatile @Nullable Disposable waiter;
    private volatile @Nullable Permit permit;
    private volatile @Nullable Subscription upstream;
    private volatile boolean cancelled;
    private @Nullable Thread beginner; // inside of the call's subscribe
    private boolean asked; // by downstream
    private boolean done;

    Call(CoreSubscriber<? super T> downstream, Mono<? extends T> source, Permits permits) {
      this.downstream = downstream;
      this.source = source;
      this.permits = permits;
    }

    @Override
    public void request(long n) {
      if (!Operators.validate(n) || asked) {
        return;
      }
      asked = true;
      waiter = permits.acquire(this::granted, this::onError);
      if (cancelled) {
        letGo();
      }
    }

    private void granted(Permit granted) {
      permit = granted;
      if (cancelled) {
        letGo();
      } else {
        begin();
      }
    }

    /** An error that Reactor takes for fatal is thrown here, and would leave downstream waiting. */
    private void begin() {
      beginner = Thread.currentThread();
      try {
        source.subscribe(this);
      } catch (Throwable thrown) {
        onError(thrown);
      } finally {
        beginner = null;
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
      letGo();
    }

    private void letGo() {
      Disposable waiting = waiter;
      if (waiting != null) {
        waiting.dispose();
      }
      Subscription call = upstream;
      if (call != null) {
        call.cancel();
      }
      Permit held = permit;
      if (held != null) {
        held.cancelled();
      }
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      if (!Operators.validate(upstream, subscription)) {
        return;
      }
      upstream = subscription;
      if (cancelled) {
        subscription.cancel();
      } else {
        subscription.request(Long.MAX_VALUE);
      }
    }

    @Override
    public void onNext(T value) {
      if (cancelled || done) {
        Operators.onDiscard(value, currentContext());
      } else {
        answered(); // what downstream does with the value is not the call's
        downstream.onNext(value);
      }
    }

    private void answered() {
      Permit held = permit;
      if (held != null && beginner == Thread.currentThread()) {
        held.cancelled(); // answered at once, and so by no server: its latency tells nothing
      } else if (held != null) {
        held.succeeded();
      }
    }

    @Override
    public void onError(Throwable thrown) {
      if (cancelled || done) {
        Operators.onErrorDropped(thrown, currentContext());
        return;
      }
      done = true;
      Permit held = permit;
      if (held != null) {
        held.failed(thrown);
      }
      downstream.onError(thrown);
    }

    @Override
    public void onComplete() {
      if (cancelled || done) {
        return;
      }
      done = true;
      answered();
      downstream.onComplete();
    }

    @Override
    public Context currentContext() {
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
      if (key == Attr.CANCELLED) {
        return cancelled;
      }
      if (key == Attr.TERMINATED) {
        return done;
      }
      return key == Attr.RUN_STYLE ? Attr.RunStyle.ASYNC : null;
    }
  }
}
