package io.github.reactoraws.adaptive;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * A call that holds a permit, and ends it before its own end is told. To be subscribed to once.
 *
 * @param <T> what the call brings
 */
final class MonoUnderPermit<T> extends MonoOperator<T, T> {
  private final Permit permit;

  MonoUnderPermit(Mono<? extends T> call, Permit permit) {
    super(call);
    this.permit = permit;
  }

  @Override
  public void subscribe(CoreSubscriber<? super T> downstream) {
    source.subscribe(new Call<>(downstream, permit));
  }

  private static final class Call<T> implements CoreSubscriber<T>, Subscription, Scannable {
    private final CoreSubscriber<? super T> downstream;
    private final Permit permit;
    private @Nullable Subscription upstream;
    private boolean done;

    Call(CoreSubscriber<? super T> downstream, Permit permit) {
      this.downstream = downstream;
      this.permit = permit;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      if (Operators.validate(upstream, subscription)) {
        upstream = subscription;
        downstream.onSubscribe(this);
      }
    }

    @Override
    public void onNext(T value) {
      downstream.onNext(value);
    }

    @Override
    public void onError(Throwable thrown) {
      if (done) {
        Operators.onErrorDropped(thrown, currentContext());
        return;
      }
      done = true;
      permit.failed(thrown);
      downstream.onError(thrown);
    }

    @Override
    public void onComplete() {
      if (!done) {
        done = true;
        permit.succeeded();
        downstream.onComplete();
      }
    }

    @Override
    public void request(long n) {
      Objects.requireNonNull(upstream).request(n);
    }

    @Override
    public void cancel() {
      Objects.requireNonNull(upstream).cancel();
      permit.cancelled();
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
      if (key == Attr.TERMINATED) {
        return done;
      }
      return key == Attr.RUN_STYLE ? Attr.RunStyle.SYNC : null;
    }
  }
}
