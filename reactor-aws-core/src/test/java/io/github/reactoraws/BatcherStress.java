package io.github.reactoraws;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/** The races of {@link Batcher}; {@link JcstressTest} runs them. */
final class BatcherStress {
  private BatcherStress() {}

  /**
   * Calls answered by hand, one at a time, and what is known when both threads are done. There is
   * room for two waiters, so that one who is never let go is seen.
   */
  abstract static class Scene {
    private static final BatchResult<String, Integer> ANSWER =
        BatchResult.of(Map.of("a", 1, "b", 1));

    private final HandLoads<Set<String>, BatchResult<String, Integer>> calls = new HandLoads<>();
    private final Batcher<String, Integer> batcher;

    Scene(int maxBatchSize) {
      this.batcher =
          Batcher.of(
              calls::apply,
              BatchSpec.builder()
                  .maxBatchSize(maxBatchSize)
                  .maxHeld(2)
                  .parallelism(1)
                  .scheduler(new Silent())
                  .build());
    }

    final Asker ask(String key, Asker asker) {
      batcher.load(key).subscribe(asker);
      return asker;
    }

    final Asker ask(String key) {
      return ask(key, Asker.unbounded());
    }

    final void answerLast() {
      calls.last().bring(ANSWER);
    }

    final int begun() {
      return calls.begun().size();
    }

    final int cancelled() {
      return (int) calls.begun().stream().filter(HandLoads.HandLoad::isCancelled).count();
    }

    /** Whether two more find room, and a call: 1, or 0 if they do not. */
    final int isFree() {
      int next = begun();
      Asker last = Asker.unbounded();
      ask("a", last);
      ask("b", last);
      for (; next < begun(); next++) {
        calls.begun().get(next).bring(ANSWER);
      }
      return last.values() == 2 ? 1 : 0;
    }
  }

  /**
   * One of two waiters cancels as the call for both answers. Result: values of the one, values of
   * the other, calls cancelled, whether the places of both are free again.
   */
  @JCStressTest
  @Outcome(id = "1, 1, 0, 1", expect = ACCEPTABLE, desc = "the answer was first")
  @Outcome(id = "0, 1, 0, 1", expect = ACCEPTABLE, desc = "the cancel was first")
  @Outcome(id = "2, ., ., .", expect = FORBIDDEN, desc = "told twice")
  @Outcome(id = "., 0, ., .", expect = FORBIDDEN, desc = "the cancel takes its neighbour with it")
  @Outcome(id = "., ., 1, .", expect = FORBIDDEN, desc = "cancelled, though another waits for it")
  @Outcome(id = "., ., ., 0", expect = FORBIDDEN, desc = "a waiter, or the call, is never let go")
  @State
  public static class CancelAgainstAnswer extends Scene {
    private final Asker leaving;
    private final Asker staying;

    /** Begins the call for both. */
    public CancelAgainstAnswer() {
      super(2);
      leaving = ask("a");
      staying = ask("b");
    }

    /** The thread of the one who leaves. */
    @Actor
    public void cancel() {
      leaving.cancel();
    }

    /** The call's thread. */
    @Actor
    public void answer() {
      answerLast();
    }

    /**
     * What came of it.
     *
     * @param r the result
     */
    @Arbiter
    public void outcome(IIII_Result r) {
      r.r1 = leaving.values();
      r.r2 = staying.values();
      r.r3 = cancelled();
      r.r4 = isFree();
    }
  }

  /**
   * The last waiter for a call cancels as another asks for its key. Result: calls begun, calls
   * cancelled, values of the new waiter, whether all is free again.
   */
  @JCStressTest
  @Outcome(id = "2, 1, 1, 1", expect = ACCEPTABLE, desc = "came after it, and loads anew")
  @Outcome(id = "1, 0, 1, 1", expect = ACCEPTABLE, desc = "joined before the other left")
  @Outcome(id = "1, 1, ., .", expect = FORBIDDEN, desc = "joined a call that is being cancelled")
  @Outcome(id = "2, 0, ., .", expect = FORBIDDEN, desc = "a call that nobody waits for runs on")
  @Outcome(id = "., ., 0, .", expect = FORBIDDEN, desc = "the new waiter hangs")
  @Outcome(id = "., ., ., 0", expect = FORBIDDEN, desc = "a waiter, or the call, is never let go")
  @State
  public static class LastCancelAgainstAsk extends Scene {
    private final Asker leaving;
    private final Asker coming = Asker.unbounded();

    /** Begins the call. */
    public LastCancelAgainstAsk() {
      super(1);
      leaving = ask("a");
    }

    /** The thread of the one who leaves. */
    @Actor
    public void cancel() {
      leaving.cancel();
    }

    /** The thread of the one who comes. */
    @Actor
    public void ask() {
      ask("a", coming);
    }

    /**
     * What came of it.
     *
     * @param r the result
     */
    @Arbiter
    public void outcome(IIII_Result r) {
      r.r1 = begun();
      r.r2 = cancelled();
      answerLast();
      r.r3 = coming.values();
      r.r4 = isFree();
    }
  }

  /** Runs nothing: here a batch leaves when it is full. */
  private static final class Silent implements Scheduler {
    @Override
    public Disposable schedule(Runnable task) {
      return Disposables.never();
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
      return Disposables.never();
    }

    @Override
    public Worker createWorker() {
      throw new UnsupportedOperationException("nothing is scheduled one after another");
    }
  }
}
