package io.github.reactoraws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.FluxFlatMapAdaptive.Mode;
import io.github.reactoraws.adaptive.Limiter;
import io.github.reactoraws.adaptive.LimiterSpec;
import io.github.reactoraws.adaptive.Permit;
import io.github.reactoraws.limit.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.util.context.Context;

/**
 * Random schedules of a governed stream: elements, demand, answers, time, cancels, and strangers
 * who take permits of the same limiter. Each signal is judged as it comes.
 */
class FlatMapAdaptiveScheduleTest {

  private enum Kind {
    ARRIVE,
    DEMAND,
    ANSWER,
    ANSWER_EMPTY,
    FAIL_CALL,
    KNOWN_NEXT,
    AT_ONCE_NEXT,
    STRANGER_COMES,
    STRANGER_GOES,
    WAIT,
    CANCEL,
    COMPLETE,
    FAIL
  }

  private record Step(Kind kind, int n) {}

  @Provide
  Arbitrary<List<Step>> schedules() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequency(
            Tuple.of(24, Kind.ARRIVE),
            Tuple.of(12, Kind.DEMAND),
            Tuple.of(16, Kind.ANSWER),
            Tuple.of(3, Kind.ANSWER_EMPTY),
            Tuple.of(2, Kind.FAIL_CALL),
            Tuple.of(4, Kind.KNOWN_NEXT),
            Tuple.of(4, Kind.AT_ONCE_NEXT),
            Tuple.of(4, Kind.STRANGER_COMES),
            Tuple.of(4, Kind.STRANGER_GOES),
            Tuple.of(6, Kind.WAIT),
            Tuple.of(1, Kind.CANCEL),
            Tuple.of(1, Kind.COMPLETE),
            Tuple.of(1, Kind.FAIL));
    return Combinators.combine(kinds, Arbitraries.integers().between(0, 4))
        .as(Step::new)
        .list()
        .ofMaxSize(80);
  }

  @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
  void anySchedule_keepsThePromises(
      @ForAll Mode mode,
      @ForAll @IntRange(min = 1, max = 4) int limit,
      @ForAll boolean paced,
      @ForAll("schedules") List<Step> schedule) {
    Run run = new Run(mode, limit, paced);
    for (Step step : schedule) {
      run.take(step);
      run.judge();
    }
    run.bringToAnEnd();
  }

  /** One stream, and whatever is around it. */
  private static final class Run {
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final boolean ordered;
    private final boolean delayed;
    private final int limit;
    private final Limiter limiter;
    private final Source source = new Source();
    private final Rows rows = new Rows();
    private final List<Call> calls = new ArrayList<>(); // in flight
    private final List<Permit> strangers = new ArrayList<>();
    private int strangersWaiting;
    private int begun;
    private int emptied;
    private @Nullable Kind next; // how the next call answers, if not by hand
    private int elements;

    Run(Mode mode, int limit, boolean paced) {
      this.ordered = mode == Mode.SEQUENTIAL || mode == Mode.SEQUENTIAL_DELAYING_ERRORS;
      this.delayed = mode == Mode.EAGER_DELAYING_ERRORS || mode == Mode.SEQUENTIAL_DELAYING_ERRORS;
      this.limit = limit;
      this.limiter =
          Limiter.of(
              LimiterSpec.builder()
                  .limit(() -> Limits.fixed(limit))
                  .rate(() -> paced ? Limits.fixedRate(10) : Limits.unlimitedRate())
                  .scheduler(time)
                  .build());
      FluxFlatMapAdaptive.of(source, this::call, limiter, mode)
          .doOnDiscard(Object.class, rows.discarded::add)
          .subscribe(rows);
    }

    private static final class Call {
      private final int element;
      private final Sinks.One<Integer> answer = Sinks.one();

      Call(int element) {
        this.element = element;
      }
    }

    private Mono<Integer> call(Integer element) {
      Kind how = next;
      next = null;
      if (how == Kind.KNOWN_NEXT) {
        return Mono.just(element);
      }
      return Mono.defer(
          () -> {
            begun++;
            if (how == Kind.AT_ONCE_NEXT) {
              return Mono.fromSupplier(() -> element);
            }
            Call one = new Call(element);
            calls.add(one);
            assertThat(calls.size()).as("calls in flight").isLessThanOrEqualTo(limit);
            return one.answer.asMono().doOnCancel(() -> calls.remove(one));
          });
    }

    void take(Step step) {
      switch (step.kind) {
        case ARRIVE -> source.offer();
        case DEMAND -> rows.demand(step.n + 1L);
        case ANSWER, ANSWER_EMPTY, FAIL_CALL -> answer(step.kind, step.n);
        case KNOWN_NEXT, AT_ONCE_NEXT -> next = step.kind;
        case STRANGER_COMES -> {
          strangersWaiting++;
          limiter
              .permits(Context.empty())
              .acquire(
                  permit -> {
                    strangersWaiting--;
                    strangers.add(permit);
                  },
                  refusal -> {});
        }
        case STRANGER_GOES -> {
          if (!strangers.isEmpty()) {
            strangers.remove(strangers.size() - 1).succeeded();
          }
        }
        case WAIT -> time.advanceTimeBy(Duration.ofMillis(50L * step.n));
        case CANCEL -> rows.stop();
        case COMPLETE -> source.end(null);
        case FAIL -> source.end(new IllegalStateException("upstream"));
      }
    }

    private void answer(Kind how, int which) {
      if (calls.isEmpty()) {
        return;
      }
      Call call = calls.remove(which % calls.size());
      switch (how) {
        case ANSWER -> call.answer.tryEmitValue(call.element);
        case ANSWER_EMPTY -> {
          emptied++;
          call.answer.tryEmitEmpty();
        }
        default -> {
          emptied++;
          call.answer.tryEmitError(new IllegalStateException("call"));
        }
      }
    }

    void judge() {
      assertThat(rows.received.size() + calls.size())
          .as("results and calls, of what was asked for")
          .isLessThanOrEqualTo((int) Math.min(rows.asked, 1_000_000));
      assertThat(rows.received).doesNotHaveDuplicates();
      if (ordered) {
        assertThat(rows.received).isSorted();
      }
      assertThat(limiter.inFlight())
          .as("permits of calls and strangers")
          .isLessThanOrEqualTo(limit)
          .isEqualTo(calls.size() + strangers.size());
      if (rows.over()) {
        assertThat(calls).as("calls after the end").isEmpty();
        assertThat(limiter.waiting()).isEqualTo(strangersWaiting);
      } else {
        assertThat(source.owed)
            .as("asked of upstream ahead of what may start")
            .isLessThanOrEqualTo(limit - Math.min(limit, calls.size()));
      }
    }

    /** Lets everything go, be wanted and be answered: then there must be an end. */
    void bringToAnEnd() {
      while (source.offer()) {
        judge();
      }
      source.end(null);
      rows.demand(1_000_000);
      for (int i = 0; i < 500 && !rows.over(); i++) {
        take(new Step(Kind.STRANGER_GOES, 0));
        answer(Kind.ANSWER, 0);
        time.advanceTimeBy(Duration.ofMillis(100));
        judge();
      }
      assertThat(rows.over()).as("the stream hangs").isTrue();
      if (rows.completed) {
        assertThat(rows.received.size() + emptied).as("results").isEqualTo(elements);
      }
      if (delayed && !rows.cancelled) {
        assertThat(rows.received.size() + emptied).as("results").isEqualTo(elements);
      }
      for (int i = 0; i < 500 && limiter.inFlight() + limiter.waiting() > 0; i++) {
        take(new Step(Kind.STRANGER_GOES, 0));
        time.advanceTimeBy(Duration.ofMillis(100));
      }
      assertThat(limiter.inFlight()).as("permits left").isZero();
      assertThat(limiter.waiting()).as("waiters left").isZero();
    }

    /** Sends no element that it does not owe. */
    private final class Source extends Flux<Integer> implements Subscription {
      private @Nullable CoreSubscriber<? super Integer> target;
      private long owed;
      private boolean over;

      @Override
      public void subscribe(CoreSubscriber<? super Integer> actual) {
        target = actual;
        actual.onSubscribe(this);
      }

      boolean offer() {
        if (owed == 0 || over || target == null) {
          return false;
        }
        owed--;
        target.onNext(elements++);
        return true;
      }

      void end(@Nullable Throwable failure) {
        if (over || target == null) {
          return;
        }
        over = true;
        if (failure == null) {
          target.onComplete();
        } else {
          target.onError(failure);
        }
      }

      @Override
      public void request(long n) {
        owed += n;
      }

      @Override
      public void cancel() {
        over = true;
      }
    }

    /** Takes the results. */
    private static final class Rows extends BaseSubscriber<Integer> {
      private final List<Integer> received = new ArrayList<>();
      private final List<Object> discarded = new ArrayList<>();
      private long asked;
      private boolean cancelled;
      private boolean completed;
      private boolean failed;

      void demand(long n) {
        asked += n;
        request(n);
      }

      void stop() {
        cancelled = true;
        cancel();
      }

      boolean over() {
        return cancelled || completed || failed;
      }

      @Override
      protected void hookOnSubscribe(Subscription subscription) {}

      @Override
      protected void hookOnNext(Integer value) {
        assertThat(over()).as("a result after the end").isFalse();
        received.add(value);
      }

      @Override
      protected void hookOnComplete() {
        assertThat(over()).as("a second end").isFalse();
        completed = true;
      }

      @Override
      protected void hookOnError(Throwable thrown) {
        assertThat(thrown).isNotInstanceOf(AssertionError.class);
        assertThat(over()).as("a second end").isFalse();
        failed = true;
      }
    }
  }
}
