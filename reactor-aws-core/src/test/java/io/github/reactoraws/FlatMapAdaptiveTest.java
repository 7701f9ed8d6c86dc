package io.github.reactoraws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.adaptive.Limiter;
import io.github.reactoraws.adaptive.LimiterSpec;
import io.github.reactoraws.limit.Limit;
import io.github.reactoraws.limit.Limits;
import io.github.reactoraws.limit.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.util.context.Context;

class FlatMapAdaptiveTest {
  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final HandCalls calls = new HandCalls();

  private Limiter limiter(int limit) {
    return Limiter.of(
        LimiterSpec.builder()
            .maxInFlight(1_000)
            .limit(() -> Limits.fixed(limit))
            .rate(Limits::unlimitedRate)
            .scheduler(time)
            .build());
  }

  private Limiter paced(int limit, double perSecond) {
    return Limiter.of(
        LimiterSpec.builder()
            .limit(() -> Limits.fixed(limit))
            .rate(() -> Limits.fixedRate(perSecond))
            .scheduler(time)
            .build());
  }

  private Flux<String> eager(Flux<Integer> source, Limiter limiter) {
    return source.transform(Stages.flatMapAdaptive(calls::of, limiter));
  }

  private Flux<String> sequential(Flux<Integer> source, Limiter limiter) {
    return source.transform(Stages.flatMapSequentialAdaptive(calls::of, limiter));
  }

  @Nested
  class Results {
    @Test
    void answers_leaveAsTheyCome() {
      StepVerifier.create(eager(Flux.range(1, 3), limiter(3)))
          .then(() -> calls.answer(2))
          .expectNext("r2")
          .then(() -> calls.answer(3))
          .expectNext("r3")
          .then(() -> calls.answer(1))
          .expectNext("r1")
          .verifyComplete();
    }

    @Test
    void answersInOrder_waitForThoseAhead() {
      StepVerifier.create(sequential(Flux.range(1, 3), limiter(3)))
          .then(() -> calls.answer(3))
          .then(() -> calls.answer(2))
          .expectNoEvent(Duration.ofMillis(1))
          .then(() -> calls.answer(1))
          .expectNext("r1", "r2", "r3")
          .verifyComplete();
    }

    @Test
    void callWithoutResult_leavesNoTrace() {
      StepVerifier.create(eager(Flux.range(1, 2), limiter(1)), 1)
          .then(() -> calls.bringNothing(1))
          .then(() -> calls.answer(2))
          .expectNext("r2")
          .verifyComplete();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100})
    void manyCallsAtOnce_allArrive(int limit) {
      Limiter limiter = limiter(limit);
      Function<Integer, Mono<Integer>> call = i -> Mono.fromSupplier(() -> i);
      StepVerifier.create(
              Flux.range(0, 100_000)
                  .transform(Stages.flatMapSequentialAdaptive(call, limiter))
                  .index((index, i) -> index == (long) i)
                  .filter(right -> right)
                  .count())
          .expectNext(100_000L)
          .verifyComplete();
      assertThat(limiter.inFlight()).isZero();
    }

    @Test
    void knownValues_needNoPermit() {
      Limiter limiter = limiter(1);
      assertThat(limiter.permits(Context.empty()).tryAcquire()).isPresent();
      StepVerifier.create(
              Flux.range(0, 3)
                  .transform(
                      Stages.<Integer, Integer>flatMapAdaptive(
                          i -> i == 1 ? Mono.empty() : Mono.just(i), limiter)))
          .expectNext(0, 2)
          .verifyComplete();
    }

    @Test
    void answersAtOnce_teachTheLimitNothing() {
      List<Sample> learned = new ArrayList<>();
      Limiter limiter = learning(learned);
      Function<Integer, Mono<Integer>> call = i -> Mono.fromSupplier(() -> i);
      StepVerifier.create(Flux.range(0, 3).transform(Stages.flatMapAdaptive(call, limiter)))
          .expectNext(0, 1, 2)
          .verifyComplete();
      assertThat(learned).isEmpty();
      assertThat(limiter.inFlight()).isZero();
    }

    @Test
    void answersThatCameLater_teachTheLimitTheirLatency() {
      List<Sample> learned = new ArrayList<>();
      StepVerifier.create(eager(Flux.just(1), learning(learned)))
          .then(() -> time.advanceTimeBy(Duration.ofMillis(80)))
          .then(() -> calls.answer(1))
          .expectNext("r1")
          .verifyComplete();
      assertThat(learned)
          .extracting(Sample::latencyNanos)
          .containsExactly(Duration.ofMillis(80).toNanos());
    }

    @Test
    void manyCallsInFlight_areAllCancelled() {
      Limiter limiter = limiter(100);
      StepVerifier.create(eager(Flux.range(1, 200), limiter))
          .then(() -> calls.answer(7))
          .expectNext("r7")
          .then(() -> assertThat(calls.begun()).hasSize(101))
          .thenCancel()
          .verify();
      assertThat(calls.cancelled()).hasSize(100);
      assertThat(limiter.inFlight()).isZero();
    }

    private Limiter learning(List<Sample> learned) {
      return Limiter.of(
          LimiterSpec.builder()
              .limit(
                  () ->
                      new Limit() {
                        @Override
                        public int limit() {
                          return 1;
                        }

                        @Override
                        public void onSample(Sample sample) {
                          learned.add(sample);
                        }
                      })
              .rate(Limits::unlimitedRate)
              .scheduler(time)
              .build());
    }

    @Test
    void callThatAnswersAnother_losesNeither() {
      Sinks.One<String> first = Sinks.one();
      Function<Integer, Mono<String>> call =
          i ->
              i == 1
                  ? first.asMono()
                  : Mono.fromSupplier(
                      () -> {
                        first.tryEmitValue("r1").orThrow();
                        return "r2";
                      });
      StepVerifier.create(Flux.range(1, 2).transform(Stages.flatMapAdaptive(call, limiter(2))))
          .expectNextCount(2)
          .verifyComplete();
    }
  }

  @Nested
  class Demand {
    @Test
    void noDemand_startsNothing() {
      StepVerifier.create(eager(Flux.range(1, 9), limiter(9)), 0)
          .then(() -> assertThat(calls.begun()).isEmpty())
          .thenCancel()
          .verify();
    }

    @Test
    void callsInFlight_areThoseDownstreamHasPaidFor() {
      StepVerifier.create(eager(Flux.range(1, 9), limiter(9)), 2)
          .then(() -> assertThat(calls.begun()).containsExactly("1", "2"))
          .then(() -> calls.answer(1))
          .expectNext("r1")
          .then(() -> assertThat(calls.begun()).containsExactly("1", "2"))
          .thenRequest(1)
          .then(() -> assertThat(calls.begun()).containsExactly("1", "2", "3"))
          .thenCancel()
          .verify();
    }

    @Test
    void upstream_isAskedForWhatMayStart() {
      TestPublisher<Integer> source = TestPublisher.create();
      AtomicLong asked = new AtomicLong();
      StepVerifier.create(
              eager(source.flux().doOnRequest(asked::addAndGet), limiter(3)), Long.MAX_VALUE)
          .then(() -> assertThat(asked).hasValue(3))
          .then(() -> source.next(1, 2))
          .then(() -> assertThat(asked).hasValue(3))
          .then(() -> calls.answer(1))
          .expectNext("r1")
          .then(() -> assertThat(asked).hasValue(4))
          .thenCancel()
          .verify();
    }

    @Test
    void limit_boundsCallsInFlight() {
      StepVerifier.create(eager(Flux.range(1, 9), limiter(4)))
          .then(() -> assertThat(calls.begun()).hasSize(4))
          .then(() -> calls.answer(2))
          .expectNext("r2")
          .then(() -> assertThat(calls.begun()).hasSize(5))
          .thenCancel()
          .verify();
    }

    @Test
    void slowFirstInOrder_holdsAsManyResultsAsStated() {
      StepVerifier.create(sequential(Flux.range(1, 1_000), limiter(2)))
          .then(
              () -> {
                for (int i = 2; i <= calls.begun().size(); i++) {
                  calls.answer(i);
                }
              })
          .then(() -> assertThat(calls.begun()).hasSize(1 + 257))
          .thenCancel()
          .verify();
    }

    @Test
    void rate_spacesStartsAndHoldsNoPermitMeanwhile() {
      Limiter limiter = paced(5, 10);
      StepVerifier.create(eager(Flux.range(1, 9), limiter))
          .then(() -> assertThat(calls.begun()).hasSize(1))
          .then(() -> assertThat(limiter.inFlight()).isEqualTo(1))
          .then(() -> assertThat(limiter.waiting()).isEqualTo(1))
          .then(() -> time.advanceTimeBy(Duration.ofMillis(100)))
          .then(() -> assertThat(calls.begun()).hasSize(2))
          .thenCancel()
          .verify();
      assertThat(limiter.inFlight()).isZero();
      assertThat(limiter.waiting()).isZero();
    }
  }

  @Nested
  class Sharing {
    @Test
    void pipelines_takeTurns() {
      Limiter limiter = limiter(1);
      List<String> seen = new ArrayList<>();
      eager(Flux.range(1, 3), limiter).subscribe(seen::add);
      eager(Flux.range(11, 3), limiter).subscribe(seen::add);
      for (int i = 0; i < 6; i++) {
        calls.answer(calls.begun().get(i));
      }
      assertThat(calls.begun()).containsExactly("1", "11", "2", "12", "3", "13");
      assertThat(seen).hasSize(6);
    }

    @Test
    void cancelOfOneThatWaits_letsTheNextGo() {
      Limiter limiter = limiter(1);
      eager(Flux.just(1), limiter).subscribe();
      var second = eager(Flux.just(2), limiter).subscribe();
      eager(Flux.just(3), limiter).subscribe();
      second.dispose();
      calls.answer(1);
      assertThat(calls.begun()).containsExactly("1", "3");
      assertThat(limiter.inFlight()).isEqualTo(1);
    }
  }

  @Nested
  class Endings {
    @Test
    void failedCall_cancelsTheOthers() {
      Limiter limiter = limiter(3);
      TestPublisher<Integer> source = TestPublisher.create();
      StepVerifier.create(eager(source.flux(), limiter))
          .then(() -> source.next(1, 2, 3))
          .then(() -> calls.fail(2))
          .verifyErrorMessage("e2");
      assertThat(calls.cancelled()).containsExactlyInAnyOrder("1", "3");
      source.assertCancelled();
      assertThat(limiter.inFlight()).isZero();
    }

    @Test
    void failedCallWithDelay_letsTheOthersGoOn() {
      StepVerifier.create(
              Flux.range(1, 4).transform(Stages.flatMapAdaptiveDelayError(calls::of, limiter(2))))
          .then(() -> calls.fail(1))
          .then(() -> calls.fail(2))
          .then(() -> calls.answer(3))
          .expectNext("r3")
          .then(() -> calls.answer(4))
          .expectNext("r4")
          .verifyErrorSatisfies(
              e ->
                  assertThat(Exceptions.unwrapMultiple(e))
                      .extracting(Throwable::getMessage)
                      .containsExactly("e1", "e2"));
    }

    @Test
    void failedCallInOrder_letsThoseAheadGoFirst() {
      StepVerifier.create(sequential(Flux.range(1, 3), limiter(3)))
          .then(() -> calls.fail(2))
          .then(() -> calls.answer(1))
          .expectNext("r1")
          .verifyErrorMessage("e2");
      assertThat(calls.cancelled()).containsExactly("3");
    }

    @Test
    void upstreamError_endsAtOnce() {
      TestPublisher<Integer> source = TestPublisher.create();
      StepVerifier.create(eager(source.flux(), limiter(3)))
          .then(() -> source.next(1))
          .then(() -> source.error(new IllegalStateException("up")))
          .verifyErrorMessage("up");
      assertThat(calls.cancelled()).containsExactly("1");
    }

    @Test
    void upstreamErrorWithDelay_comesBehindTheCalls() {
      TestPublisher<Integer> source = TestPublisher.create();
      StepVerifier.create(
              source.flux().transform(Stages.flatMapAdaptiveDelayError(calls::of, limiter(3))))
          .then(() -> source.next(1))
          .then(() -> source.error(new IllegalStateException("up")))
          .then(() -> calls.answer(1))
          .expectNext("r1")
          .verifyErrorMessage("up");
    }

    @Test
    void functionThatThrows_endsTheStream() {
      Function<Integer, Mono<String>> call =
          i -> {
            throw new IllegalStateException("boom");
          };
      TestPublisher<Integer> source = TestPublisher.create();
      StepVerifier.create(source.flux().transform(Stages.flatMapAdaptive(call, limiter(3))))
          .then(() -> source.next(1))
          .verifyErrorMessage("boom");
      source.assertCancelled();
    }

    @Test
    void errorsThatAreContinued_areLeftOut() {
      List<Object> left = new ArrayList<>();
      Function<Integer, Mono<String>> call =
          i -> i == 2 ? Mono.error(new IllegalStateException("e2")) : Mono.just("r" + i);
      StepVerifier.create(
              Flux.range(1, 3)
                  .transform(Stages.flatMapAdaptive(call, limiter(3)))
                  .onErrorContinue((e, element) -> left.add(e.getMessage())))
          .expectNext("r1", "r3")
          .verifyComplete();
      assertThat(left).containsExactly("e2");
    }

    @Test
    void cancel_givesAllPermitsBackAndDiscardsWhatWaits() {
      Limiter limiter = paced(3, 10);
      List<Object> discarded = new ArrayList<>();
      StepVerifier.create(
              eager(Flux.range(1, 9), limiter).doOnDiscard(Object.class, discarded::add))
          .then(() -> assertThat(calls.begun()).containsExactly("1"))
          .thenCancel()
          .verify();
      assertThat(calls.cancelled()).containsExactly("1");
      assertThat(discarded).containsExactly(2, 3);
      assertThat(limiter.inFlight()).isZero();
    }

    @Test
    void cancelWhileACallIsBegun_givesItsPermitBack() {
      Limiter limiter = limiter(1);
      TestPublisher<Integer> source = TestPublisher.create();
      Disposable.Swap pipeline = Disposables.swap();
      Function<Integer, Mono<String>> call =
          i ->
              Mono.defer(
                  () -> {
                    pipeline.dispose(); // before the call has told its subscription
                    return calls.of(i);
                  });
      pipeline.update(source.flux().transform(Stages.flatMapAdaptive(call, limiter)).subscribe());
      source.next(1);
      assertThat(calls.cancelled()).containsExactly("1");
      assertThat(limiter.inFlight()).isZero();
    }

    @Test
    void resultInOrderThatNeverLeaves_isDiscarded() {
      List<Object> discarded = new ArrayList<>();
      StepVerifier.create(
              sequential(Flux.range(1, 2), limiter(2)).doOnDiscard(Object.class, discarded::add))
          .then(() -> calls.answer(2))
          .thenCancel()
          .verify();
      assertThat(discarded).containsExactly("r2");
    }

    @Test
    void tooManyPipelines_areRefused() {
      Limiter limiter =
          Limiter.of(
              LimiterSpec.builder()
                  .limit(() -> Limits.fixed(1))
                  .rate(Limits::unlimitedRate)
                  .maxWaiting(1)
                  .scheduler(time)
                  .build());
      eager(Flux.just(1), limiter).subscribe();
      eager(Flux.just(2), limiter).subscribe();
      StepVerifier.create(eager(Flux.just(3), limiter))
          .verifyErrorSatisfies(
              e -> assertThat(e).hasMessageStartingWith("at most 1 calls may wait"));
    }
  }

  @Test
  void context_reachesTheCalls() {
    Function<Integer, Mono<String>> call = i -> Mono.deferContextual(c -> Mono.just(c.get("who")));
    StepVerifier.create(
            Flux.just(1)
                .transform(Stages.flatMapAdaptive(call, limiter(1)))
                .contextWrite(Context.of("who", "me")))
        .expectNext("me")
        .verifyComplete();
  }
}
