package io.github.reactoraws;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.BaseSubscriber;
import reactor.util.context.Context;

/**
 * One call in flight; keeps its answer until it is taken.
 *
 * @param <A> the answer
 */
final class OneCall<A> extends BaseSubscriber<A> {
  private final Context context;
  private final Runnable whenAnswered;
  private @Nullable A answer;
  private @Nullable Throwable thrown;
  private volatile boolean answered; // publishes the two above

  OneCall(Context context, Runnable whenAnswered) {
    this.context = context;
    this.whenAnswered = whenAnswered;
  }

  boolean answered() {
    return answered;
  }

  /** The answer, if the call brought one; {@link #failure} otherwise. */
  @Nullable A answer() {
    return answer;
  }

  Throwable failure() {
    return thrown != null
        ? thrown
        : new IllegalStateException("the call completed without a response");
  }

  @Override
  public Context currentContext() {
    return context;
  }

  @Override
  protected void hookOnNext(A value) {
    answer = value;
  }

  @Override
  protected void hookOnError(Throwable throwable) {
    thrown = throwable;
    tell();
  }

  @Override
  protected void hookOnComplete() {
    tell();
  }

  private void tell() {
    answered = true;
    whenAnswered.run();
  }
}
