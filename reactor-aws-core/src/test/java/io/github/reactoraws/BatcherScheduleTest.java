package io.github.reactoraws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.LoadsModel.Answer;
import io.github.reactoraws.LoadsModel.Call;
import io.github.reactoraws.LoadsModel.End;
import io.github.reactoraws.LoadsModel.Load;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Random schedules of those who wait for one {@link Batcher}, against a model of its loads. */
class BatcherScheduleTest {
  private static final int KEYS = 6;

  private enum Kind {
    ASK,
    ASK_WHEN_NEXT_TOLD,
    CANCEL,
    ANSWER,
    ANSWER_NEXT_AT_ONCE,
    WAIT
  }

  /** {@code n} and {@code m} say which, or how long. */
  private record Step(Kind kind, Answer answer, int n, int m) {}

  @Provide
  Arbitrary<List<Step>> schedules() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequency(
            Tuple.of(10, Kind.ASK),
            Tuple.of(1, Kind.ASK_WHEN_NEXT_TOLD),
            Tuple.of(5, Kind.CANCEL),
            Tuple.of(5, Kind.ANSWER),
            Tuple.of(1, Kind.ANSWER_NEXT_AT_ONCE),
            Tuple.of(3, Kind.WAIT));
    Arbitrary<Integer> numbers = Arbitraries.integers().between(0, KEYS - 1);
    return Combinators.combine(kinds, Arbitraries.of(Answer.class), numbers, numbers)
        .as(Step::new)
        .list()
        .ofMaxSize(80);
  }

  @Provide
  Arbitrary<BatchSpec> specs() {
    return RandomSpecs.ofBatches().build(BatchSpec.Builder::build);
  }

  @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
  void anySchedule_tellsEachWaiterOnceWhatItsLoadBrought(
      @ForAll("specs") BatchSpec spec, @ForAll("schedules") List<Step> schedule) {
    Run run = new Run(spec);
    schedule.forEach(run::take);
    run.bringToAnEnd();
  }

  /** One who waits, and what he is to hear; nothing if he has left before. */
  private static final class Waiter {
    final Load load;
    final boolean tooMany;
    final Disposable.Swap subscription = Disposables.swap();
    boolean left;
    String heard = "";

    Waiter(Load load, boolean tooMany) {
      this.load = load;
      this.tooMany = tooMany;
    }

    boolean waits() {
      return !left && !tooMany && load.end == End.NOT_YET;
    }

    String due(int maxHeld) {
      if (tooMany) {
        return "!at most maxHeld " + maxHeld + " may wait, and so many do";
      }
      return left
          ? ""
          : switch (load.end) {
            case NOT_YET -> "";
            case VALUE -> load.value + ".";
            case ABSENT -> ".";
            case FAILED, BROKEN -> "!" + load.value;
          };
    }
  }

  /** One batcher, and whatever is around it. */
  private static final class Run {
    private final FirstFailure failure = new FirstFailure();
    private final BatchSpec spec;
    private final VirtualTimeScheduler time;
    private final LoadsModel loads;
    private final ModelledLoader loader;
    private final Batcher<Integer, String> batcher;
    private final List<Waiter> waiters = new ArrayList<>();
    private final Deque<Integer> askWhenTold = new ArrayDeque<>();
    private boolean anybodyLeft;

    Run(BatchSpec spec) {
      this.spec = spec;
      time = (VirtualTimeScheduler) spec.scheduler();
      loads = new LoadsModel(spec);
      loader = new ModelledLoader(loads, keys -> failure.keep(() -> begin(keys)));
      batcher = Batcher.of(loader, spec);
    }

    private Call begin(Set<Integer> keys) {
      List<Load> gathered = loads.gathered();
      if (!anybodyLeft && gathered.stream().anyMatch(load -> keys.contains(load.key))) {
        assertThat(isDue(gathered)).as("a batch leaves too early: %s", keys).isTrue();
      }
      return loads.begin(keys);
    }

    private boolean isDue(List<Load> gathered) {
      return gathered.size() >= spec.maxBatchSize() || isOld(gathered.get(0));
    }

    private boolean isOld(Load load) {
      return loads.now() - load.askedAt >= spec.maxDelay().toNanos();
    }

    void take(Step step) {
      switch (step.kind) {
        case ASK -> ask(step.n);
        case ASK_WHEN_NEXT_TOLD -> askWhenTold.add(step.n);
        case CANCEL -> {
          int back = step.n * KEYS + step.m;
          if (back < waiters.size()) {
            cancel(waiters.get(waiters.size() - 1 - back));
          }
        }
        case ANSWER -> loader.answer(step.answer, step.n, step.m);
        case ANSWER_NEXT_AT_ONCE -> loader.answerNextAtOnce(step.answer);
        case WAIT -> time.advanceTimeBy(Duration.ofMillis(step.n));
      }
      settled();
    }

    private void ask(int key) {
      Load load = loads.ask(key);
      boolean tooMany =
          load.end == End.NOT_YET
              && waiters.stream().filter(Waiter::waits).count() == spec.maxHeld();
      Waiter waiter = new Waiter(load, tooMany);
      waiters.add(waiter);
      if (tooMany) {
        withdrawIfUnwanted(load);
      }
      waiter.subscription.update(
          batcher
              .load(key)
              .subscribe(
                  value -> hear(waiter, value),
                  error -> hear(waiter, "!" + error.getMessage()),
                  () -> hear(waiter, ".")));
    }

    private void hear(Waiter waiter, String signal) {
      waiter.heard += signal;
      if (!askWhenTold.isEmpty()) {
        ask(askWhenTold.remove());
      }
    }

    private void cancel(Waiter waiter) {
      boolean waited = waiter.waits();
      waiter.left |= waited;
      anybodyLeft |= waited;
      if (waited) {
        withdrawIfUnwanted(waiter.load);
      }
      waiter.subscription.dispose();
    }

    private void withdrawIfUnwanted(Load load) {
      if (load.batch == null && isUnwanted(List.of(load))) {
        loads.withdraw(load);
      } else if (load.batch != null && isUnwanted(load.batch.loads)) {
        loads.abandon(load.batch);
      }
    }

    private boolean isUnwanted(List<Load> those) {
      return waiters.stream().noneMatch(waiter -> waiter.waits() && those.contains(waiter.load));
    }

    private void settled() {
      failure.rethrow();
      for (Waiter waiter : waiters) {
        assertThat(waiter.heard)
            .as("heard of %s", waiter.load)
            .isEqualTo(waiter.due(spec.maxHeld()));
      }
      for (Call call : loader.inFlight()) {
        assertThat(isUnwanted(call.batch().loads)).as("nobody waits for %s", call).isFalse();
      }
      List<Load> gathered = loads.gathered();
      if (loads.batchesInFlight() < spec.parallelism()) {
        assertThat(gathered).as("leave too late").noneMatch(this::isOld);
        assertThat(!anybodyLeft && !gathered.isEmpty() && isDue(gathered))
            .as("leave late")
            .isFalse();
      }
    }

    /** Lets everything be answered: then nobody must be left waiting. */
    void bringToAnEnd() {
      for (int i = 0; i < 200 && waiters.stream().anyMatch(Waiter::waits); i++) {
        loader.answer(Answer.VALUES, 0, 0);
        settled();
        time.advanceTimeBy(spec.maxDelay());
        settled();
      }
      assertThat(waiters).as("wait for ever").noneMatch(Waiter::waits);
    }
  }
}
