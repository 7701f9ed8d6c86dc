package io.github.reactoraws;

import static io.github.reactoraws.Stages.enrichBatched;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

class EnrichBatchedTest {
  private static final Duration DELAY = Duration.ofMillis(50);

  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final HeldLoader loader = new HeldLoader();
  private final TestPublisher<String> source = TestPublisher.create();

  @AfterEach
  void dispose() {
    time.dispose();
  }

  private BatchSpec.Builder spec() {
    return BatchSpec.builder().maxBatchSize(3).maxHeld(12).maxDelay(DELAY).scheduler(time);
  }

  private Flux<String> enriched(BatchSpec spec) {
    return source
        .flux()
        .transform(enrichBatched(EnrichBatchedTest::keyOf, loader, EnrichBatchedTest::join, spec));
  }

  /** The key of {@code "element:key"}; none if nothing stands behind the colon. */
  private static @Nullable String keyOf(String element) {
    String key = element.substring(element.indexOf(':') + 1);
    return key.isEmpty() ? null : key;
  }

  private static String join(String element, @Nullable String value) {
    return element + "=" + value;
  }

  @Test
  void fullBatch_leavesAtOnce() {
    StepVerifier.create(enriched(spec().build()))
        .then(() -> source.next("1:a", "2:b"))
        .then(() -> assertThat(loader.asked).isEmpty())
        .then(() -> source.next("3:c"))
        .then(() -> assertThat(loader.asked).containsExactly(Set.of("a", "b", "c")))
        .then(() -> loader.answer(0))
        .expectNext("1:a=A", "2:b=B", "3:c=C")
        .thenCancel()
        .verify();
  }

  @Test
  void oldestKeyHasWaitedTheDelay_batchLeaves() {
    StepVerifier.create(enriched(spec().build()))
        .then(() -> source.next("1:a"))
        .then(() -> time.advanceTimeBy(DELAY.minusNanos(1)))
        .then(() -> assertThat(loader.asked).isEmpty())
        .then(() -> time.advanceTimeBy(Duration.ofNanos(1)))
        .then(() -> assertThat(loader.asked).containsExactly(Set.of("a")))
        .thenCancel()
        .verify();
  }

  @Test
  void delay_countsAnewForEachBatch() {
    StepVerifier.create(enriched(spec().build()))
        .then(() -> source.next("1:a", "2:b"))
        .then(() -> time.advanceTimeBy(Duration.ofMillis(30)))
        .then(() -> source.next("3:c", "4:d"))
        .then(() -> time.advanceTimeBy(Duration.ofMillis(49)))
        .then(() -> assertThat(loader.asked).containsExactly(Set.of("a", "b", "c")))
        .then(() -> time.advanceTimeBy(Duration.ofMillis(1)))
        .then(() -> assertThat(loader.asked).hasSize(2).last().isEqualTo(Set.of("d")))
        .thenCancel()
        .verify();
  }

  @Test
  void upstreamCompletes_lastBatchLeavesAtOnce() {
    StepVerifier.create(enriched(spec().build()))
        .then(() -> source.next("1:a").complete())
        .then(() -> loader.answer(0))
        .expectNext("1:a=A")
        .verifyComplete();
  }

  @Test
  void allPlacesTaken_batchLeavesUnfilled() {
    StepVerifier.create(enriched(spec().maxHeld(4).build()))
        .then(() -> source.next("1:a", "2:a", "3:a"))
        .then(() -> assertThat(loader.asked).isEmpty())
        .then(() -> source.next("4:a"))
        .then(() -> assertThat(loader.asked).containsExactly(Set.of("a")))
        .thenCancel()
        .verify();
  }

  @Test
  void allPlacesTakenButNobodyWaits_batchStaysForItsDelay() {
    StepVerifier.create(enriched(spec().maxHeld(4).build()), 0)
        .then(() -> source.next("1:a", "2:a", "3:a", "4:a"))
        .then(() -> assertThat(loader.asked).isEmpty())
        .thenRequest(1)
        .then(() -> assertThat(loader.asked).hasSize(1))
        .thenCancel()
        .verify();
  }

  @Test
  void repeatedKey_joinsGatheredAndFlyingLoad() {
    StepVerifier.create(enriched(spec().build()))
        .then(() -> source.next("1:a", "2:a", "3:b", "4:c"))
        .then(() -> source.next("5:a", "6:c"))
        .then(() -> assertThat(loader.asked).containsExactly(Set.of("a", "b", "c")))
        .then(() -> loader.answer(0))
        .expectNext("1:a=A", "2:a=A", "3:b=B", "4:c=C", "5:a=A", "6:c=C")
        .thenCancel()
        .verify();
  }

  @Test
  void settledKey_isLoadedAnew() {
    StepVerifier.create(enriched(spec().maxBatchSize(1).build()))
        .then(() -> source.next("1:a"))
        .then(() -> loader.answer(0))
        .expectNext("1:a=A")
        .then(() -> source.next("2:a"))
        .then(() -> assertThat(loader.asked).hasSize(2))
        .thenCancel()
        .verify();
  }

  @Test
  void rememberedKey_isLoadedAnewOnlyAtItsAge() {
    StepVerifier.create(
            enriched(spec().maxBatchSize(1).remember(Duration.ofSeconds(5), 10).build()))
        .then(() -> source.next("1:a"))
        .then(() -> loader.answer(0))
        .expectNext("1:a=A")
        .then(() -> time.advanceTimeBy(Duration.ofSeconds(5).minusNanos(1)))
        .then(() -> source.next("2:a"))
        .expectNext("2:a=A")
        .then(() -> time.advanceTimeBy(Duration.ofNanos(1)))
        .then(() -> source.next("3:a"))
        .then(() -> assertThat(loader.asked).hasSize(2))
        .thenCancel()
        .verify();
  }

  @Test
  void parallelism_boundsTheBatchesInFlight() {
    StepVerifier.create(enriched(spec().maxBatchSize(1).parallelism(2).build()))
        .then(() -> source.next("1:a", "2:b", "3:c"))
        .then(() -> assertThat(loader.asked).hasSize(2))
        .then(() -> loader.answer(1))
        .then(() -> assertThat(loader.asked).hasSize(3))
        .then(() -> loader.answer(0))
        .expectNext("1:a=A", "2:b=B")
        .then(() -> loader.answer(2))
        .expectNext("3:c=C")
        .thenCancel()
        .verify();
  }

  @Test
  void unordered_leavesAsValuesCome() {
    StepVerifier.create(enriched(spec().maxBatchSize(1).unordered().build()))
        .then(() -> source.next("1:a", "2:b", "3:a"))
        .then(() -> loader.answer(1))
        .expectNext("2:b=B")
        .then(() -> loader.answer(0))
        .expectNext("1:a=A", "3:a=A")
        .then(() -> source.complete())
        .verifyComplete();
  }

  @Test
  void missingKeysFail_namingThem() {
    StepVerifier.create(enriched(spec().build()))
        .then(() -> source.next("1:a", "2:absent", "3:c"))
        .then(() -> loader.answer(0))
        .expectNext("1:a=A")
        .verifyErrorMessage("no value for the key absent");
    source.assertCancelled();
  }

  @Test
  void elementWithoutKeyFails_behindThoseBeforeIt() {
    StepVerifier.create(enriched(spec().build()))
        .then(() -> source.next("1:a", "2:", "3:c"))
        .then(() -> source.assertCancelled())
        .then(() -> loader.answer(0))
        .expectNext("1:a=A")
        .verifyErrorMessage("no key in the element 2:");
  }

  @Test
  void missingKeysAreSkipped_throughTheDiscardHook() {
    List<Object> discarded = new ArrayList<>();
    StepVerifier.create(
            enriched(spec().missing(MissingKey.SKIP).build())
                .doOnDiscard(String.class, discarded::add))
        .then(() -> source.next("1:a", "2:", "3:absent", "4:c").complete())
        .then(() -> loader.answer(0))
        .expectNext("1:a=A", "4:c=C")
        .verifyComplete();
    assertThat(discarded).containsExactly("2:", "3:absent");
  }

  @Test
  void missingKeysPass_withNothing() {
    StepVerifier.create(enriched(spec().missing(MissingKey.PASS).build()))
        .then(() -> source.next("1:a", "2:", "3:absent").complete())
        .then(() -> loader.answer(0))
        .expectNext("1:a=A", "2:=null", "3:absent=null")
        .verifyComplete();
  }

  @Test
  void elementThatFailsTheStream_goesThroughTheDiscardHook() {
    List<Object> discarded = new ArrayList<>();
    StepVerifier.create(enriched(spec().build()).doOnDiscard(String.class, discarded::add))
        .then(() -> source.next("1:a", "2:absent", "3:c"))
        .then(() -> loader.answer(0))
        .expectNext("1:a=A")
        .verifyErrorMessage("no value for the key absent");
    assertThat(discarded).containsExactlyInAnyOrder("2:absent", "3:c");
  }

  @Test
  void skippedElements_completeWithoutDemand() {
    StepVerifier.create(enriched(spec().missing(MissingKey.SKIP).build()), 0)
        .then(() -> source.next("1:absent").complete())
        .then(() -> loader.answer(0))
        .verifyComplete();
  }

  @Test
  void failedCall_endsTheStreamAtItsPlace() {
    StepVerifier.create(enriched(spec().maxBatchSize(1).build()))
        .then(() -> source.next("1:a", "2:b", "3:c"))
        .then(() -> loader.fail(1, new IllegalStateException("boom")))
        .then(() -> source.assertCancelled())
        .then(() -> loader.answer(0))
        .expectNext("1:a=A")
        .verifyErrorMessage("boom");
    assertThat(loader.cancelled).as("the call behind the failure").containsExactly(2);
  }

  @Test
  void failedCall_isTheLastThatBegins() {
    for (boolean ordered : new boolean[] {true, false}) {
      List<Set<Integer>> asked = new ArrayList<>();
      List<Sinks.One<BatchResult<Integer, String>>> answers = new ArrayList<>();
      BatchLoader<Integer, String> held =
          keys -> {
            asked.add(keys);
            answers.add(Sinks.one());
            return answers.get(answers.size() - 1).asMono();
          };
      BatchSpec.Builder spec = spec().maxBatchSize(2).parallelism(2);
      Flux<String> rows =
          Flux.range(0, 12)
              .transform(
                  enrichBatched(
                      e -> e,
                      held,
                      (e, v) -> e + "=" + v,
                      (ordered ? spec : spec.unordered()).build()));
      StepVerifier.create(rows, ordered ? 12 : 0)
          .then(() -> answers.get(1).tryEmitError(new IllegalStateException("boom")))
          .then(() -> assertThat(asked).containsExactly(Set.of(0, 1), Set.of(2, 3)))
          .then(() -> answers.get(0).tryEmitValue(BatchResult.of(Map.of(0, "a", 1, "b"))))
          .expectNextCount(ordered ? 2 : 0)
          .verifyErrorMessage("boom");
      assertThat(asked).hasSize(2);
    }
  }

  @Test
  void upstreamError_comesBehindTheElementsBeforeIt() {
    StepVerifier.create(enriched(spec().build()))
        .then(() -> source.next("1:a").error(new IllegalStateException("boom")))
        .then(() -> loader.answer(0))
        .expectNext("1:a=A")
        .verifyErrorMessage("boom");
  }

  @Test
  void cancel_cancelsUpstreamAndCalls() {
    StepVerifier.create(enriched(spec().build()))
        .then(() -> source.next("1:a", "2:b", "3:c"))
        .thenCancel()
        .verify();
    source.assertCancelled();
    assertThat(loader.cancelled).containsExactly(0);
  }

  @Test
  void cancel_discardsWhatIsHeld() {
    for (boolean ordered : new boolean[] {true, false}) {
      List<Object> discarded = new ArrayList<>();
      BatchSpec spec = ordered ? spec().build() : spec().unordered().build();
      StepVerifier.create(enriched(spec).doOnDiscard(String.class, discarded::add))
          .then(() -> source.next("1:a", "2:b"))
          .thenCancel()
          .verify();
      assertThat(discarded).containsExactly("1:a", "2:b");
    }
  }

  @Test
  void demand_isMaxHeldAndThenOnlyForPlacesThatAreFree() {
    List<Long> asked = new ArrayList<>();
    Flux<Integer> rows =
        Flux.range(0, 100)
            .doOnRequest(asked::add)
            .transform(
                enrichBatched(
                    i -> i, atOnce(), (i, v) -> i, spec().maxBatchSize(4).maxHeld(8).build()));
    StepVerifier.create(rows, 0)
        .then(() -> assertThat(asked).containsExactly(8L))
        .thenRequest(3)
        .expectNext(0, 1, 2)
        .then(() -> assertThat(asked).containsExactly(8L, 3L))
        .thenCancel()
        .verify();
  }

  @Test
  void keyFunctionThrows_cancelsUpstreamAndFails() {
    Flux<String> broken =
        source
            .flux()
            .transform(
                enrichBatched(
                    e -> {
                      throw new IllegalStateException("no key");
                    },
                    loader,
                    EnrichBatchedTest::join,
                    spec().build()));
    StepVerifier.create(broken).then(() -> source.next("1:a")).verifyErrorMessage("no key");
    source.assertCancelled();
  }

  @Test
  void combineThrowsOrGivesNull_cancelsUpstreamAndFails() {
    Flux<String> broken =
        source
            .flux()
            .transform(
                enrichBatched(
                    EnrichBatchedTest::keyOf,
                    loader,
                    (e, v) -> {
                      throw new IllegalStateException("no row");
                    },
                    spec().maxBatchSize(1).build()));
    StepVerifier.create(broken)
        .then(() -> source.next("1:a"))
        .then(() -> loader.answer(0))
        .verifyErrorMessage("no row");
    source.assertCancelled();
  }

  @Test
  void loaderThrows_failsTheStream() {
    Flux<Integer> broken =
        Flux.just(1)
            .transform(
                enrichBatched(
                    i -> i,
                    keys -> {
                      throw new IllegalStateException("no loader");
                    },
                    (i, v) -> i,
                    spec().build()));
    StepVerifier.create(broken).verifyErrorMessage("no loader");
  }

  @Test
  void failedCall_namesItsFirstKeysInASuppressedException() {
    Flux<Integer> broken =
        Flux.range(1, 12)
            .transform(
                enrichBatched(
                    i -> i,
                    keys -> Mono.error(new IllegalStateException("no answer")),
                    (i, v) -> i,
                    spec().maxBatchSize(12).build()));
    StepVerifier.create(broken)
        .verifyErrorSatisfies(
            failure ->
                assertThat(failure.getSuppressed())
                    .extracting(Throwable::getMessage)
                    .containsExactly("loading 12 keys: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, …"));
  }

  @Test
  void loaderGivesNothing_failsNamingTheKeys() {
    Flux<Integer> broken =
        Flux.just(1, 2)
            .transform(enrichBatched(i -> i, keys -> Mono.empty(), (i, v) -> i, spec().build()));
    StepVerifier.create(broken).verifyErrorMessage("the loader gave no result for the keys [1, 2]");
  }

  @Test
  void context_reachesTheLoader() {
    BatchLoader<Integer, String> seeing =
        keys -> Mono.deferContextual(c -> Mono.just(BatchResult.of(Map.of(1, c.get("tenant")))));
    StepVerifier.create(
            Flux.just(1)
                .transform(enrichBatched(i -> i, seeing, (i, v) -> v, spec().build()))
                .contextWrite(c -> c.put("tenant", "blue")))
        .expectNext("blue")
        .verifyComplete();
  }

  @Test
  void throwingDownstream_endsTheStream() {
    List<Throwable> errors = new ArrayList<>();
    enriched(spec().maxBatchSize(1).build())
        .subscribe(
            new reactor.core.publisher.BaseSubscriber<>() {
              @Override
              protected void hookOnNext(String value) {
                throw new OutOfMemoryError("downstream");
              }

              @Override
              protected void hookOnError(Throwable thrown) {
                errors.add(thrown);
              }
            });
    source.next("1:a");
    loader.answer(0);
    assertThat(errors).singleElement().hasToString("java.lang.OutOfMemoryError: downstream");
    source.assertCancelled();
  }

  @Test
  void upstreamThatIgnoresDemand_isStopped() {
    TestPublisher<String> rude =
        TestPublisher.createNoncompliant(TestPublisher.Violation.REQUEST_OVERFLOW);
    StepVerifier.create(
            rude.flux()
                .transform(
                    enrichBatched(
                        EnrichBatchedTest::keyOf,
                        loader,
                        EnrichBatchedTest::join,
                        spec().maxHeld(3).maxBatchSize(3).build())))
        .then(() -> rude.next("1:a", "2:b", "3:c", "4:d"))
        .then(() -> loader.answer(0))
        .expectNext("1:a=A", "2:b=B", "3:c=C")
        .verifyErrorMessage("upstream sent more elements than it was asked for");
  }

  @Test
  void millionElements_atOnce_comeOutInOrder() {
    StepVerifier.create(
            Flux.range(0, 1_000_000)
                .transform(enrichBatched(i -> i % 10_000, atOnce(), (i, v) -> i))
                .zipWith(Flux.range(0, 1_000_000))
                .filter(both -> !both.getT1().equals(both.getT2())))
        .verifyComplete();
  }

  private static BatchLoader<Integer, Integer> atOnce() {
    return BatchLoader.of(
        keys ->
            Mono.fromSupplier(
                () -> {
                  Map<Integer, Integer> values = new HashMap<>();
                  keys.forEach(key -> values.put(key, key));
                  return values;
                }));
  }
}
