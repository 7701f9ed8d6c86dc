package io.github.reactoraws.adaptive;

import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * The permits of one subscriber; for those who write stages, others have {@link Limiter#govern}.
 *
 * <p>Calls are to be subscribed to with {@link #context()}, which says that they are under a
 * permit. So a call that in turn waits for a permit of the same limiter is refused: with all
 * permits in the hands of such calls, each would wait for the others for ever. A call under a
 * permit of another limiter needs no further share of what both share, for the same reason.
 * Thread-safe.
 */
public final class Permits {
  private static final Object HELD = Permits.class;

  private final Limiter limiter;
  private final boolean nested;
  private final Context context;

  Permits(Limiter limiter, Context outer) {
    Set<Limiter> held = held(outer);
    if (held.contains(limiter)) {
      throw new IllegalStateException(
          "a call under a permit must not wait for another one of the same limiter: " + limiter);
    }
    Set<Limiter> more = new HashSet<>(held);
    more.add(limiter);
    this.limiter = limiter;
    this.nested = !held.isEmpty();
    this.context = outer.put(HELD, Set.copyOf(more));
  }

  private static Set<Limiter> held(ContextView context) {
    return context.<Set<Limiter>>getOrEmpty(HELD).orElse(Set.of());
  }

  /**
   * Returns what calls under these permits are to be subscribed to with.
   *
   * @return the subscriber's context, and the mark of its permits
   */
  public Context context() {
    return context;
  }

  /**
   * Takes a permit if one is free and nobody waits for it. Whoever gets it must {@linkplain
   * Permit#succeeded end} it.
   *
   * @return the permit, or empty
   */
  public Optional<Permit> tryAcquire() {
    return Optional.ofNullable(limiter.tryStart(nested));
  }

  /**
   * Waits for a permit. Of {@code whenGranted}, {@code whenRefused} and the dispose of what is
   * returned, exactly one comes true: a permit that is granted is never lost to a cancel on its
   * way.
   *
   * @param whenGranted takes the permit, and must {@linkplain Permit#succeeded end} it; called on
   *     the thread that asks, that ends another, or on the spec's scheduler; must not block or
   *     throw
   * @param whenRefused takes a {@link RejectedExecutionException} if too many wait, or the
   *     scheduler is disposed
   * @return leaves the line
   */
  public Disposable acquire(
      Consumer<? super Permit> whenGranted, Consumer<? super Throwable> whenRefused) {
    Waiter waiter =
        new Waiter(
            limiter,
            nested,
            Objects.requireNonNull(whenGranted, "whenGranted"),
            Objects.requireNonNull(whenRefused, "whenRefused"));
    limiter.join(waiter);
    return waiter;
  }
}
