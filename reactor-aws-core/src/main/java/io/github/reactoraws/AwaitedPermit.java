package io.github.reactoraws;

import io.github.reactoraws.adaptive.Permit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** Waits for one permit. It is either taken, or given back by whoever comes last: none is lost. */
final class AwaitedPermit implements CoreSubscriber<Permit> {
  private static final Object CANCELLED = new Object();

  private final Context context;
  private final Runnable whenAnswered;
  private final AtomicReference<@Nullable Object> answer = new AtomicReference<>();
  private volatile @Nullable Subscription line;

  AwaitedPermit(Context context, Runnable whenAnswered) {
    this.context = context;
    this.whenAnswered = whenAnswered;
  }

  boolean answered() {
    return answer.get() != null;
  }

  /** The permit, or {@code null} if it was {@linkplain #failure refused} or cancelled. */
  @Nullable Permit take() {
    return answer.getAndSet(CANCELLED) instanceof Permit permit ? permit : null;
  }

  /** Why there will be no permit; {@code null} if there is one, or it is still waited for. */
  @Nullable Throwable failure() {
    return answer.get() instanceof Throwable failure ? failure : null;
  }

  /** Leaves the line; a permit that is there already is given back. */
  void cancel() {
    Permit permit = take();
    if (permit != null) {
      permit.cancelled();
    }
    Subscription current = line;
    if (current != null) {
      current.cancel();
    }
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    if (!Operators.validate(line, subscription)) {
      return;
    }
    line = subscription;
    if (answer.get() == CANCELLED) {
      subscription.cancel();
    } else {
      subscription.request(1);
    }
  }

  @Override
  public void onNext(Permit permit) {
    if (answer.compareAndSet(null, permit)) {
      whenAnswered.run();
    } else {
      permit.cancelled();
    }
  }

  @Override
  public void onError(Throwable refusal) {
    if (answer.compareAndSet(null, refusal)) {
      whenAnswered.run();
    }
  }

  @Override
  public void onComplete() {}

  @Override
  public Context currentContext() {
    return context;
  }
}
