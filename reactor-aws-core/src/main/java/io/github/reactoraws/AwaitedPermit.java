package io.github.reactoraws;

import io.github.reactoraws.adaptive.Permit;
import io.github.reactoraws.adaptive.Permits;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** Waits for one permit. It is either taken, or given back by whoever comes last: none is lost. */
final class AwaitedPermit {
  private static final Object GONE = new Object();

  private final Runnable whenAnswered;
  private final AtomicReference<@Nullable Object> answer = new AtomicReference<>();
  private @Nullable Disposable line;

  private AwaitedPermit(Runnable whenAnswered) {
    this.whenAnswered = whenAnswered;
  }

  /** Stands in the line; {@code whenAnswered} may run at once. */
  static AwaitedPermit of(Permits permits, Runnable whenAnswered) {
    AwaitedPermit permit = new AwaitedPermit(whenAnswered);
    permit.line = permits.acquire(permit::granted, permit::refused);
    return permit;
  }

  boolean answered() {
    return answer.get() != null;
  }

  /** The permit, or {@code null} if it was {@linkplain #failure refused} or cancelled. */
  @Nullable Permit take() {
    return answer.getAndSet(GONE) instanceof Permit permit ? permit : null;
  }

  /** Why there will be no permit; {@code null} if there is one, or it is still waited for. */
  @Nullable Throwable failure() {
    return answer.get() instanceof Throwable failure ? failure : null;
  }

  /** Leaves the line; a permit that is there already is given back. */
  void cancel() {
    Objects.requireNonNull(line).dispose();
    Permit permit = take();
    if (permit != null) {
      permit.cancelled();
    }
  }

  private void granted(Permit permit) {
    if (answer.compareAndSet(null, permit)) {
      whenAnswered.run();
    } else {
      permit.cancelled();
    }
  }

  private void refused(Throwable refusal) {
    if (answer.compareAndSet(null, refusal)) {
      whenAnswered.run();
    }
  }
}
