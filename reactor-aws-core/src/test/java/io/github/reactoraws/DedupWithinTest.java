package io.github.reactoraws;

import static io.github.reactoraws.Stages.dedupWithin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reactoraws.metrics.Meter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

class DedupWithinTest {
  private static final Duration WINDOW = Duration.ofMinutes(5);

  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final Map<Meter, Long> counts = new EnumMap<>(Meter.class);
  private final TestPublisher<String> source = TestPublisher.create();

  @AfterEach
  void dispose() {
    time.dispose();
  }

  private DedupSpec.Builder spec() {
    return DedupSpec.within(WINDOW)
        .scheduler(time)
        .recorder((meter, amount) -> counts.merge(meter, amount, Long::sum));
  }

  private Flux<String> deduped(DedupSpec spec) {
    return source.flux().transform(dedupWithin(Function.identity(), spec));
  }

  @Test
  void repeat_isDroppedAndCounted() {
    StepVerifier.create(deduped(spec().build()))
        .then(() -> source.next("a", "a", "b", "a").complete())
        .expectNext("a", "b")
        .verifyComplete();
    assertThat(counts).containsExactly(Map.entry(Meter.DEDUP_DROPPED, 2L));
  }

  @Test
  void repeat_passesExactlyOneWindowLater() {
    StepVerifier.create(deduped(spec().build()))
        .then(() -> source.next("a"))
        .then(() -> time.advanceTimeBy(WINDOW.minusNanos(1)))
        .then(() -> source.next("a"))
        .then(() -> time.advanceTimeBy(Duration.ofNanos(1)))
        .then(() -> source.next("a"))
        .expectNext("a", "a")
        .thenCancel()
        .verify();
  }

  @Test
  void runsOfTwoRequests_haveEachTheirTime() {
    Flux<Integer> deduped = Flux.range(0, 200).transform(dedupWithin(i -> i % 100, spec().build()));
    StepVerifier.create(deduped, 100)
        .expectNextCount(100)
        .then(() -> time.advanceTimeBy(WINDOW))
        .thenRequest(100)
        .expectNextSequence(IntStream.range(100, 200).boxed().toList())
        .verifyComplete();
  }

  @Test
  void slowRun_isJudgedByTheTimeOfEachElement() {
    Flux<Integer> deduped =
        Flux.range(0, 1_000)
            .transform(dedupWithin(i -> "a", spec().build()))
            .doOnNext(i -> time.advanceTimeBy(WINDOW));
    StepVerifier.create(deduped).expectNextCount(1_000).verifyComplete();
  }

  @Test
  void renewing_aRepeatBeginsTheWindowAnew() {
    StepVerifier.create(deduped(spec().renewing().build()))
        .then(() -> source.next("a"))
        .then(() -> time.advanceTimeBy(Duration.ofMinutes(4)))
        .then(() -> source.next("a"))
        .then(() -> time.advanceTimeBy(Duration.ofMinutes(4)))
        .then(() -> source.next("a", "b"))
        .expectNext("a", "b")
        .thenCancel()
        .verify();
  }

  @Test
  void tooManyKeys_areForgottenAndCounted() {
    StepVerifier.create(deduped(spec().maxKeys(1).build()))
        .then(() -> source.next("a", "b", "a"))
        .expectNext("a", "b", "a")
        .thenCancel()
        .verify();
    assertThat(counts).containsExactly(Map.entry(Meter.DEDUP_FORGOTTEN, 2L));
  }

  @Test
  void droppedElement_isAskedForAgain() {
    List<Long> asked = new ArrayList<>();
    Flux<String> rows =
        Flux.just("a", "a", "b").hide().doOnRequest(asked::add).transform(dedupWithin(WINDOW));
    StepVerifier.create(rows, 2).expectNext("a", "b").verifyComplete();
    assertThat(asked).as("2 from downstream, 1 for the repeat").containsExactly(2L, 1L);
  }

  @Test
  void droppedElement_goesThroughTheDiscardHook() {
    List<Object> discarded = new ArrayList<>();
    StepVerifier.create(
            Flux.just("a", "a")
                .transform(dedupWithin(WINDOW))
                .doOnDiscard(String.class, discarded::add))
        .expectNext("a")
        .verifyComplete();
    assertThat(discarded).containsExactly("a");
  }

  @Test
  void twoSubscriptions_shareNothing() {
    Flux<String> once = Flux.just("a").transform(dedupWithin(String::length, WINDOW));
    StepVerifier.create(once).expectNext("a").verifyComplete();
    StepVerifier.create(once).expectNext("a").verifyComplete();
  }

  @Test
  void sharedWindow_dropsWhatPassedElsewhere() {
    DedupWindow<String> window = DedupWindow.of(spec().build());
    Flux<String> one = Flux.just("a", "b").transform(dedupWithin(Function.identity(), window));
    Flux<String> other = Flux.just("b", "c").transform(dedupWithin(Function.identity(), window));
    StepVerifier.create(one).expectNext("a", "b").verifyComplete();
    StepVerifier.create(other).expectNext("c").verifyComplete();
  }

  @Test
  void sharedWindow_admitsEachKeyOnceWhoeverComesAtOnce() {
    DedupWindow<Integer> window = DedupWindow.of(DedupSpec.within(WINDOW).build());
    AtomicInteger passed = new AtomicInteger();
    Flux.range(0, 4)
        .flatMap(
            i ->
                Flux.range(0, 50_000)
                    .subscribeOn(Schedulers.parallel())
                    .transform(dedupWithin(key -> key, window)))
        .doOnNext(key -> passed.incrementAndGet())
        .blockLast();
    assertThat(passed).hasValue(50_000);
  }

  @Test
  void keyFunctionThrows_cancelsUpstreamAndFails() {
    Flux<String> broken =
        source
            .flux()
            .transform(
                dedupWithin(
                    e -> {
                      throw new IllegalStateException("no key");
                    },
                    WINDOW));
    StepVerifier.create(broken).then(() -> source.next("a")).verifyErrorMessage("no key");
    source.assertCancelled();
  }

  @Test
  void elementThatFailsTheStream_goesThroughTheDiscardHook() {
    List<Object> discarded = new ArrayList<>();
    Flux<String> broken = Flux.just("a").transform(dedupWithin(e -> nothing(), WINDOW));
    StepVerifier.create(broken.doOnDiscard(String.class, discarded::add))
        .verifyErrorMessage("keyOf returned null for a");
    assertThat(discarded).containsExactly("a");
  }

  @Test
  void nullKey_failsNamingTheElement() {
    Flux<String> broken = source.flux().transform(dedupWithin(e -> nothing(), WINDOW));
    StepVerifier.create(broken)
        .then(() -> source.next("a"))
        .verifyErrorMessage("keyOf returned null for a");
    source.assertCancelled();
  }

  @Test
  void badBounds_areRefusedAtOnce() {
    assertThatThrownBy(() -> dedupWithin(Duration.ZERO))
        .hasMessage("window must be positive, was PT0S");
    assertThatThrownBy(() -> spec().maxKeys(0))
        .hasMessage("maxKeys must be between 1 and 268435456, was 0");
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // breaks the rule on purpose
  private static <T> T nothing() {
    return null;
  }
}
