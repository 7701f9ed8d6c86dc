package io.github.reactoraws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.EnrichJudge.Element;
import io.github.reactoraws.EnrichJudge.Row;
import io.github.reactoraws.LoadsModel.Answer;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Random schedules of one enriched stream, which {@link EnrichJudge} judges signal by signal. */
class EnrichScheduleTest {
  private static final int KEYS = 6;

  private enum Kind {
    ARRIVE,
    DEMAND,
    ANSWER,
    WAIT,
    ANSWER_NEXT_AT_ONCE,
    PULL_IN_ROW,
    CANCEL_IN_ROW,
    CANCEL,
    COMPLETE,
    FAIL
  }

  /** {@code n} and {@code m} say how much, how long, or which. */
  private record Step(Kind kind, Answer answer, int n, int m) {}

  @Provide
  Arbitrary<List<Step>> schedules() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequency(
            Tuple.of(24, Kind.ARRIVE),
            Tuple.of(12, Kind.ANSWER),
            Tuple.of(8, Kind.DEMAND),
            Tuple.of(6, Kind.WAIT),
            Tuple.of(3, Kind.ANSWER_NEXT_AT_ONCE),
            Tuple.of(3, Kind.PULL_IN_ROW),
            Tuple.of(1, Kind.CANCEL_IN_ROW),
            Tuple.of(1, Kind.CANCEL),
            Tuple.of(1, Kind.COMPLETE),
            Tuple.of(1, Kind.FAIL));
    Arbitrary<Answer> answers =
        Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.just(Answer.VALUES)),
            Tuple.of(1, Arbitraries.of(Answer.class)));
    Arbitrary<Integer> numbers = Arbitraries.integers().between(0, KEYS);
    return Combinators.combine(kinds, answers, numbers, numbers).as(Step::new).list().ofMaxSize(80);
  }

  @Provide
  Arbitrary<BatchSpec> specs() {
    return RandomSpecs.ofBatches()
        .use(Arbitraries.of(true, false))
        .in((spec, ordered) -> ordered ? spec : spec.unordered())
        .use(Arbitraries.of(MissingKey.class))
        .in(BatchSpec.Builder::missing)
        .build(BatchSpec.Builder::build);
  }

  @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
  void anySchedule_isAsTheJudgeAllows(
      @ForAll("specs") BatchSpec spec, @ForAll("schedules") List<Step> schedule) {
    Run run = new Run(spec);
    schedule.forEach(run::take);
    run.bringToAnEnd();
  }

  /** One stream, and whatever is around it. */
  private static final class Run {
    private final FirstFailure failure = new FirstFailure();
    private final VirtualTimeScheduler time;
    private final Duration maxDelay;
    private final EnrichJudge judge;
    private final ModelledLoader loader;
    private final JudgedSource source;
    private final JudgedRows rows;
    private int elements;

    Run(BatchSpec spec) {
      time = (VirtualTimeScheduler) spec.scheduler();
      maxDelay = spec.maxDelay();
      LoadsModel loads = new LoadsModel(spec);
      judge = new EnrichJudge(spec, loads);
      loader = new ModelledLoader(loads, keys -> failure.keep(() -> judge.callBegins(keys)));
      source = new JudgedSource(judge, failure);
      rows = new JudgedRows(judge, failure);
      source
          .transform(Stages.enrichBatched(Element::key, loader, Row::new, spec))
          .doOnDiscard(Element.class, e -> failure.keep(() -> judge.discarded(e)))
          .subscribe(rows);
      settled();
    }

    void take(Step step) {
      switch (step.kind) {
        case ARRIVE -> source.add(new Element(elements++, step.n == KEYS ? null : step.n));
        case DEMAND -> rows.request(step.n + 1L);
        case ANSWER -> loader.answer(step.answer, step.n, step.m);
        case WAIT -> time.advanceTimeBy(Duration.ofMillis(step.n));
        case ANSWER_NEXT_AT_ONCE -> loader.answerNextAtOnce(step.answer);
        case PULL_IN_ROW -> rows.pulls = true;
        case CANCEL_IN_ROW -> rows.cancels = true;
        case CANCEL -> rows.cancel();
        case COMPLETE -> source.end(null);
        case FAIL -> source.end(new IllegalStateException("upstream"));
      }
      settled();
    }

    private void settled() {
      failure.rethrow();
      judge.quiet(loader.inFlight().size());
    }

    /** Lets everything be answered, come and be wanted: then there must be an end. */
    void bringToAnEnd() {
      source.end(null);
      rows.request(Long.MAX_VALUE);
      settled();
      for (int i = 0; i < 200 && !judge.isOver(); i++) {
        loader.answer(Answer.VALUES, 0, 0);
        settled();
        time.advanceTimeBy(maxDelay);
        settled();
      }
      assertThat(judge.isOver()).as("the stream hangs").isTrue();
    }
  }
}
