package io.github.reactoraws.adaptive;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.reactoraws.limit.Limits;
import io.github.reactoraws.metrics.Recorder;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * The races of {@link Limiter}: no permit is lost, none is doubled, and the line keeps its order.
 */
final class LimiterStress {
  private LimiterStress() {}

  /** A limiter, whoever waits for it, and how they are served. */
  abstract static class Scene {
    private final AtomicInteger served = new AtomicInteger();
    final SharedCap cap;
    final Limiter limiter;

    Scene(int limit, int shared) {
      this.cap = new SharedCap(shared);
      this.limiter = limiterOf(limit);
    }

    final Limiter limiterOf(int limit) {
      return new Limiter(
          LimiterSpec.builder()
              .limit(() -> Limits.fixed(limit))
              .rate(Limits::unlimitedRate)
              .build(),
          cap,
          Recorder.none());
    }

    static Permits permits(Limiter of) {
      return of.permits(Context.empty());
    }

    final Permit take() {
      return permits(limiter).tryAcquire().orElseThrow();
    }

    final Asker ask(Limiter of) {
      Asker asker = new Asker();
      asker.asks =
          permits(of)
              .acquire(permit -> asker.place.addAndGet(served.incrementAndGet()), refusal -> {});
      return asker;
    }
  }

  /** Who waits; its place is how many had been served with it, and 0 if it was not. */
  static final class Asker {
    final AtomicInteger place = new AtomicInteger();
    volatile Disposable asks = Disposables.disposed();
  }

  /** A permit ends as the only one who waits for it cancels. Result: permits granted, in flight. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "granted before it could cancel")
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "cancelled, and the permit is free")
  @Outcome(id = "0, 1", expect = FORBIDDEN, desc = "the permit is lost")
  @Outcome(id = "1, 0", expect = FORBIDDEN, desc = "granted and given back as well")
  @State
  public static class CancelAgainstGrant extends Scene {
    private final Permit held = take();
    private final Asker asker = ask(limiter);

    /** One holds the only permit, another waits. */
    public CancelAgainstGrant() {
      super(1, 1);
    }

    /** The thread of the one who holds. */
    @Actor
    public void end() {
      held.succeeded();
    }

    /** The thread of the one who waits. */
    @Actor
    public void cancel() {
      asker.asks.dispose();
    }

    /**
     * What came of it.
     *
     * @param r the result
     */
    @Arbiter
    public void outcome(II_Result r) {
      r.r1 = asker.place.get();
      r.r2 = limiter.inFlight();
    }
  }

  /** A permit ends as another asks. Result: permits granted, in flight, waiting. */
  @JCStressTest
  @Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "served, at once or from the line")
  @Outcome(id = "0, 0, 1", expect = FORBIDDEN, desc = "waits though a permit is free")
  @State
  public static class EndAgainstAsk extends Scene {
    private final Permit held = take();
    private volatile Asker asker = new Asker();

    /** One holds the only permit. */
    public EndAgainstAsk() {
      super(1, 1);
    }

    /** The thread of the one who holds. */
    @Actor
    public void end() {
      held.succeeded();
    }

    /** The thread of the one who asks. */
    @Actor
    public void ask() {
      asker = ask(limiter);
    }

    /**
     * What came of it.
     *
     * @param r the result
     */
    @Arbiter
    public void outcome(III_Result r) {
      r.r1 = asker.place.get();
      r.r2 = limiter.inFlight();
      r.r3 = limiter.waiting();
    }
  }

  /**
   * A permit of one limiter ends as one of another, which shares the cap, is asked for. Result:
   * permits granted, in flight there.
   */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "served, at once or when the share came back")
  @Outcome(id = "0, 0", expect = FORBIDDEN, desc = "waits though the cap has room")
  @State
  public static class SharedEndAgainstAsk extends Scene {
    private final Permit held = take();
    private final Limiter other = limiterOf(5);
    private volatile Asker asker = new Asker();

    /** The one limiter has all that the cap has. */
    public SharedEndAgainstAsk() {
      super(5, 1);
    }

    /** The thread of the one who holds. */
    @Actor
    public void end() {
      held.succeeded();
    }

    /** The thread of the one who asks elsewhere. */
    @Actor
    public void ask() {
      asker = ask(other);
    }

    /**
     * What came of it.
     *
     * @param r the result
     */
    @Arbiter
    public void outcome(II_Result r) {
      r.r1 = asker.place.get();
      r.r2 = other.inFlight();
    }
  }

  /** Two permits end at once while two wait. Result: the places of those who waited, in flight. */
  @JCStressTest
  @Outcome(id = "1, 2, 2", expect = ACCEPTABLE, desc = "first come, first served")
  @Outcome(id = "2, 1, 2", expect = FORBIDDEN, desc = "the second overtook the first")
  @Outcome(id = "0, ., .", expect = FORBIDDEN, desc = "the first was not served")
  @Outcome(id = "., 0, .", expect = FORBIDDEN, desc = "the second was not served")
  @State
  public static class TwoEnds extends Scene {
    private final Permit one = take();
    private final Permit other = take();
    private final Asker first = ask(limiter);
    private final Asker second = ask(limiter);

    /** Two hold the two permits, two wait. */
    public TwoEnds() {
      super(2, 2);
    }

    /** The thread of the one. */
    @Actor
    public void endOne() {
      one.succeeded();
    }

    /** The thread of the other. */
    @Actor
    public void endOther() {
      other.succeeded();
    }

    /**
     * What came of it.
     *
     * @param r the result
     */
    @Arbiter
    public void outcome(III_Result r) {
      r.r1 = first.place.get();
      r.r2 = second.place.get();
      r.r3 = limiter.inFlight();
    }
  }

  /** A governed call is cancelled as its permit comes. Result: in flight, waiting. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "nothing is left")
  @Outcome(id = "1, .", expect = FORBIDDEN, desc = "the permit is lost")
  @Outcome(id = "., 1", expect = FORBIDDEN, desc = "it waits for ever")
  @State
  public static class CancelAgainstGoverned extends Scene {
    private final Permit held = take();
    private final Disposable call = limiter.govern(Mono.never()).subscribe();

    /** One holds the only permit, a call waits. */
    public CancelAgainstGoverned() {
      super(1, 1);
    }

    /** The thread of the one who holds. */
    @Actor
    public void end() {
      held.succeeded();
    }

    /** The thread of the one who cancels. */
    @Actor
    public void cancel() {
      call.dispose();
    }

    /**
     * What came of it.
     *
     * @param r the result
     */
    @Arbiter
    public void outcome(II_Result r) {
      r.r1 = limiter.inFlight();
      r.r2 = limiter.waiting();
    }
  }

  /** A call ends as it is cancelled. Result: in flight, permits that are free then. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "given back once")
  @Outcome(id = "., 2", expect = FORBIDDEN, desc = "given back twice")
  @Outcome(id = "., 0", expect = FORBIDDEN, desc = "never given back")
  @State
  public static class EndAgainstCancel extends Scene {
    private final Permit held = take();

    /** One holds the only permit. */
    public EndAgainstCancel() {
      super(2, 1);
    }

    /** The thread of the call. */
    @Actor
    public void end() {
      held.succeeded();
    }

    /** The thread of the one who cancels. */
    @Actor
    public void cancel() {
      held.cancelled();
    }

    /**
     * What came of it.
     *
     * @param r the result
     */
    @Arbiter
    public void outcome(II_Result r) {
      r.r1 = limiter.inFlight();
      r.r2 =
          (permits(limiter).tryAcquire().isPresent() ? 1 : 0)
              + (permits(limiter).tryAcquire().isPresent() ? 1 : 0);
    }
  }
}
