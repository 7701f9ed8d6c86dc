package io.github.reactoraws;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.BaseSubscriber;
import reactor.util.context.Context;

/**
 * The call for one page; keeps its answer until it is taken.
 *
 * @param <P> a page
 */
final class PageCall<P> extends BaseSubscriber<P> {
  private final Context context;
  private final Runnable whenAnswered;
  private @Nullable P page;
  private @Nullable Throwable thrown;
  private volatile boolean answered; // publishes the two above

  PageCall(Context context, Runnable whenAnswered) {
    this.context = context;
    this.whenAnswered = whenAnswered;
  }

  boolean answered() {
    return answered;
  }

  /** The answer, if it is a page; {@link #failure} otherwise. */
  @Nullable P page() {
    return page;
  }

  Throwable failure() {
    return thrown != null
        ? thrown
        : new IllegalStateException("the call for a page completed without a response");
  }

  @Override
  public Context currentContext() {
    return context;
  }

  @Override
  protected void hookOnNext(P value) {
    page = value;
  }

  @Override
  protected void hookOnError(Throwable throwable) {
    thrown = throwable;
    answer();
  }

  @Override
  protected void hookOnComplete() {
    answer();
  }

  private void answer() {
    answered = true;
    whenAnswered.run();
  }
}
