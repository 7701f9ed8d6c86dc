package io.github.reactoraws.adaptive;

import io.github.reactoraws.call.CallScope;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One {@link Limiter} for each scope that AWS throttles by: account, region, service and operation,
 * or a group of operations with one quota, as most of Lambda's control plane. All share one cap,
 * the connections there are.
 *
 * <pre>{@code
 * Limiters limiters = Limiters.of(LimiterSpec.builder().maxInFlight(200).build());
 * }</pre>
 *
 * <p>A scope has the same limiter for as long as it is used or held by anybody; one that was idle
 * for {@link LimiterSpec#idleFor()} and is not held is dropped with what it learned, when limiters
 * are asked for next. <b>Memory:</b> one limiter for each scope, 10 to 60 kB each. Thread-safe;
 * made to be shared by all clients of a process.
 */
public final class Limiters {
  private final LimiterSpec spec;
  private final SharedCap cap;
  private final long idleNanos;
  private final Map<CallScope, Kept> kept = new HashMap<>(); // guarded by this
  private long nextSweep; // guarded by this

  private Limiters(LimiterSpec spec) {
    this.spec = spec;
    this.cap = new SharedCap(spec.maxInFlight());
    this.idleNanos = spec.idleFor().toNanos();
    this.nextSweep = now() + idleNanos;
  }

  /**
   * Makes limiters with {@link LimiterSpec#defaults()}.
   *
   * @return no limiter yet; each is made when it is asked for
   */
  public static Limiters create() {
    return of(LimiterSpec.defaults());
  }

  /**
   * Makes limiters.
   *
   * @param spec the bounds and algorithms of each, and their cap together
   * @return no limiter yet; each is made when it is asked for
   */
  public static Limiters of(LimiterSpec spec) {
    return new Limiters(Objects.requireNonNull(spec, "spec"));
  }

  /**
   * Returns the limiter of a scope.
   *
   * @param scope whose calls it governs
   * @return the same one for the same scope, or one with the same quota
   */
  public synchronized Limiter of(CallScope scope) {
    CallScope quota = SharedQuota.of(scope);
    sweep();
    Kept known = kept.get(quota);
    Limiter limiter = known == null ? null : known.limiter();
    if (limiter == null) {
      if (known != null) {
        known.unwatch.run();
      }
      limiter = new Limiter(spec, cap, spec.recorder().within(quota));
      kept.put(quota, new Kept(limiter));
    }
    return limiter;
  }

  /** Lets go of the idle ones; what somebody still holds stays, weakly, and comes back with use. */
  private void sweep() {
    long now = now();
    if (now - nextSweep < 0) {
      return;
    }
    nextSweep = now + idleNanos;
    Iterator<Kept> each = kept.values().iterator();
    while (each.hasNext()) {
      Kept one = each.next();
      if (one.isGone(idleNanos)) {
        one.unwatch.run();
        each.remove();
      }
    }
  }

  private long now() {
    return spec.scheduler().now(TimeUnit.NANOSECONDS);
  }

  /** A limiter, held strongly while it is in use. */
  private static final class Kept {
    private final WeakReference<Limiter> weak;
    private final Runnable unwatch;

    @SuppressWarnings("UnusedVariable") // it holds
    private @Nullable Limiter strong;

    Kept(Limiter limiter) {
      this.weak = new WeakReference<>(limiter);
      this.unwatch = limiter.watched();
      this.strong = limiter;
    }

    @Nullable Limiter limiter() {
      Limiter limiter = weak.get();
      strong = limiter;
      return limiter;
    }

    boolean isGone(long idleNanos) {
      Limiter limiter = weak.get();
      strong = limiter == null || limiter.isIdle(idleNanos) ? null : limiter;
      return limiter == null;
    }
  }
}
