package io.github.reactoraws;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.reactoraws.adaptive.Limiter;
import io.github.reactoraws.adaptive.LimiterSpec;
import io.github.reactoraws.limit.Limits;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.III_Result;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** The races of {@code flatMapAdaptive}; {@link JcstressTest} runs them. */
final class FlatMapAdaptiveStress {
  private FlatMapAdaptiveStress() {}

  /** Two elements whose calls are answered by hand, under a limiter with two permits or one. */
  abstract static class Scene {
    final Limiter limiter;
    final Asker rows;
    private final List<Sinks.One<Integer>> answers = List.of(Sinks.one(), Sinks.one());

    Scene(int limit, long demand) {
      this.limiter =
          Limiter.of(
              LimiterSpec.builder()
                  .limit(() -> Limits.fixed(limit))
                  .rate(Limits::unlimitedRate)
                  .build());
      this.rows = new Asker(demand);
      Flux.range(0, 2)
          .transform(
              Stages.<Integer, Integer>flatMapAdaptive(i -> answers.get(i).asMono(), limiter))
          .subscribe(rows);
    }

    final void answer(int call) {
      answers.get(call).tryEmitValue(call);
    }
  }

  /** Two calls are answered at once. Result: results, ends, in flight. */
  @JCStressTest
  @Outcome(id = "2, 1, 0", expect = ACCEPTABLE, desc = "both have left, then the end")
  @Outcome(id = "1, ., .", expect = FORBIDDEN, desc = "an answer is lost")
  @Outcome(id = "., 0, .", expect = FORBIDDEN, desc = "the stream hangs")
  @State
  public static class TwoAnswers extends Scene {
    /** Begins both calls. */
    public TwoAnswers() {
      super(2, Long.MAX_VALUE);
    }

    /** The first call's thread. */
    @Actor
    public void first() {
      answer(0);
    }

    /** The second call's thread. */
    @Actor
    public void second() {
      answer(1);
    }

    /**
     * What came of it.
     *
     * @param r the result
     */
    @Arbiter
    public void outcome(III_Result r) {
      r.r1 = rows.values();
      r.r2 = rows.ends();
      r.r3 = limiter.inFlight();
    }
  }

  /** A call is answered as downstream cancels. Result: results, ends, in flight, waiting. */
  @JCStressTest
  @Outcome(id = "0, 0, 0, 0", expect = ACCEPTABLE, desc = "the cancel was first")
  @Outcome(id = "1, 0, 0, 0", expect = ACCEPTABLE, desc = "the answer was first")
  @Outcome(id = "., ., 1, .", expect = FORBIDDEN, desc = "a permit is lost")
  @Outcome(id = "., ., ., 1", expect = FORBIDDEN, desc = "the stream still waits for a permit")
  @State
  public static class CancelAgainstAnswer extends Scene {
    /** Begins the first call; the second element waits for its permit. */
    public CancelAgainstAnswer() {
      super(1, Long.MAX_VALUE);
    }

    /** The call's thread. */
    @Actor
    public void answer() {
      answer(0);
    }

    /** Downstream's thread. */
    @Actor
    public void cancel() {
      rows.cancel();
    }

    /**
     * What came of it.
     *
     * @param r the result
     */
    @Arbiter
    public void outcome(IIII_Result r) {
      r.r1 = rows.values();
      r.r2 = rows.ends();
      r.r3 = limiter.inFlight();
      r.r4 = limiter.waiting();
    }
  }

  /** A call is answered as downstream asks for another result. Result: results, ends, in flight. */
  @JCStressTest
  @Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "the first has left, the second is begun")
  @Outcome(id = "1, 0, 0", expect = FORBIDDEN, desc = "the second is not begun")
  @Outcome(id = "0, ., .", expect = FORBIDDEN, desc = "the answer is lost")
  @State
  public static class DemandAgainstAnswer extends Scene {
    /** Begins the first call; downstream has not asked for the second result. */
    public DemandAgainstAnswer() {
      super(2, 1);
    }

    /** The call's thread. */
    @Actor
    public void answer() {
      answer(0);
    }

    /** Downstream's thread. */
    @Actor
    public void ask() {
      rows.request();
    }

    /**
     * What came of it.
     *
     * @param r the result
     */
    @Arbiter
    public void outcome(III_Result r) {
      r.r1 = rows.values();
      r.r2 = rows.ends();
      r.r3 = limiter.inFlight();
    }
  }
}
