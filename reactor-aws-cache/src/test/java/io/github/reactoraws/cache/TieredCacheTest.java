package io.github.reactoraws.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.key.KeyPattern;
import io.github.reactoraws.cache.tier.memory.MemoryTier;
import io.github.reactoraws.metrics.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What the stages promise, in virtual time. */
class TieredCacheTest {
  private static final CacheKey KEY = CacheKey.of("test", "numbers");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final CachePolicy FRESH = CachePolicy.fresh(MINUTE);

  private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
  private final TieredCache cache =
      TieredCache.builder().scheduler(clock).random(() -> 0.5).build();
  private final AtomicInteger loads = new AtomicInteger();

  @AfterEach
  void close() {
    cache.close();
    clock.dispose();
  }

  private Flux<Integer> numbers(int count, CachePolicy policy) {
    return through(cache, Flux.range(0, count), policy);
  }

  private Flux<Integer> through(TieredCache through, Flux<Integer> upstream, CachePolicy policy) {
    return upstream
        .doOnSubscribe(any -> loads.incrementAndGet())
        .transform(through.cachedList(KEY, Integer.class, policy));
  }

  private static List<Integer> range(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static List<Integer> all(Flux<Integer> flux) {
    return flux.collectList().blockOptional(Duration.ofSeconds(10)).orElseThrow();
  }

  private static AwsServiceException refused(String code, int status) {
    return AwsServiceException.builder()
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
        .build();
  }

  @Nested
  class Lists {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 129, 449, 1_024, 1_025, 10_000})
    void second_isServedWithoutALoad(int count) {
      assertThat(all(numbers(count, FRESH))).isEqualTo(range(count));
      assertThat(all(numbers(count, FRESH))).isEqualTo(range(count));
      assertThat(loads).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 128, 1_000})
    void anyDemand_bringsAll(int demand) {
      for (int count : new int[] {1, 2, 128, 449, 3_000}) {
        cache.invalidate(KeyPattern.of("**")).block();
        assertThat(all(numbers(count, FRESH).limitRate(demand))).isEqualTo(range(count));
        assertThat(all(numbers(count, FRESH).limitRate(demand))).isEqualTo(range(count));
      }
    }

    @Test
    void first_comesBeforeTheLast() {
      TestPublisher<Integer> upstream = TestPublisher.create();

      StepVerifier.create(through(cache, upstream.flux(), FRESH))
          .then(() -> upstream.next(1))
          .expectNext(1)
          .then(() -> upstream.next(2).complete())
          .expectNext(2)
          .verifyComplete();
    }

    @Test
    void upstream_isAskedForWhatIsWanted() {
      TestPublisher<Integer> upstream = TestPublisher.create();

      StepVerifier.create(through(cache, upstream.flux(), FRESH), 0)
          .then(() -> upstream.assertMaxRequested(0))
          .thenRequest(3)
          .then(() -> upstream.assertMinRequested(3).assertMaxRequested(3))
          .thenCancel()
          .verify();

      upstream.assertWasCancelled();
    }

    @Test
    void late_joinsFromTheFirst() {
      TestPublisher<Integer> upstream = TestPublisher.create();
      List<Integer> early = new ArrayList<>();
      List<Integer> late = new ArrayList<>();

      Flux<Integer> shared = through(cache, upstream.flux(), FRESH);
      Disposable one = shared.subscribe(early::add);
      upstream.next(1).next(2);
      Disposable two = shared.subscribe(late::add);
      upstream.next(3);
      one.dispose();
      upstream.next(4).complete();

      assertThat(early).containsExactly(1, 2, 3);
      assertThat(late).containsExactly(1, 2, 3, 4);
      assertThat(loads).hasValue(1);
      assertThat(two.isDisposed()).isTrue();
    }

    @Test
    void stalled_doesNotBlockTheOther() {
      Flux<Integer> shared = numbers(10_000, FRESH);
      TestPublisher<Integer> gate = TestPublisher.create();
      Flux<Integer> gated = through(cache, gate.flux().concatWith(Flux.range(1, 9_999)), FRESH);

      StepVerifier stalled =
          StepVerifier.create(gated, 1)
              .expectNext(0)
              .thenAwait()
              .thenRequest(Long.MAX_VALUE)
              .expectNextCount(9_999)
              .expectComplete()
              .verifyLater();
      List<Integer> other = new ArrayList<>();
      shared.subscribe(other::add);
      gate.next(0).complete();

      assertThat(other).isEqualTo(range(10_000));
      stalled.verify(Duration.ofSeconds(10));
    }

    @Test
    void thousandAtOnce_makeOneLoad() {
      TestPublisher<Integer> upstream = TestPublisher.create();
      Flux<Integer> shared = through(cache, upstream.flux(), FRESH);
      AtomicInteger received = new AtomicInteger();
      for (int i = 0; i < 1_000; i++) {
        shared.subscribe(any -> received.incrementAndGet());
      }
      upstream.next(1).complete();

      assertThat(loads).hasValue(1);
      assertThat(received).hasValue(1_000);
    }

    @Test
    void cancelledByAll_isNotKept() {
      assertThat(all(numbers(10, FRESH).take(3))).containsExactly(0, 1, 2);
      assertThat(all(numbers(10, FRESH))).isEqualTo(range(10));
      assertThat(loads).hasValue(2);
    }

    @Test
    void error_reachesAllAndIsNotKept() {
      RuntimeException broken = new IllegalStateException("broken");
      Flux<Integer> failing = through(cache, Flux.just(1).concatWith(Flux.error(broken)), FRESH);

      StepVerifier.create(failing).expectNext(1).verifyErrorMatches(e -> e == broken);
      assertThat(all(numbers(2, FRESH))).isEqualTo(range(2));
    }

    @Test
    void subscriberThatThrows_hurtsNoNeighbour() {
      TestPublisher<Integer> upstream = TestPublisher.create();
      Flux<Integer> shared = through(cache, upstream.flux(), FRESH);
      List<Integer> neighbour = new ArrayList<>();
      shared.subscribe(
          new BaseSubscriber<>() {
            @Override
            protected void hookOnNext(Integer value) {
              throw new IllegalStateException("thrown");
            }

            @Override
            protected void hookOnError(Throwable error) {}
          });
      shared.subscribe(neighbour::add);
      upstream.next(1).next(2).complete();

      assertThat(neighbour).containsExactly(1, 2);
    }

    @Test
    void twiceInOnePipeline_works() {
      Flux<Integer> twice =
          numbers(1_000, FRESH)
              .map(n -> n + 1)
              .transform(cache.cachedList(CacheKey.of("test", "plus-one"), Integer.class, FRESH));

      assertThat(all(twice)).isEqualTo(IntStream.rangeClosed(1, 1_000).boxed().toList());
      assertThat(all(twice)).hasSize(1_000);
      assertThat(loads).hasValue(1);
    }

    @Test
    void twiceWithOneKey_isOneStage() {
      CachePolicy stale = CachePolicy.builder(MINUTE).staleWhileRevalidate(MINUTE).build();
      Function<Flux<Integer>, Flux<Integer>> stage = cache.cachedList(KEY, Integer.class, stale);

      assertThat(all(numbers(3, stale).map(n -> n).transform(stage))).hasSize(3);
      clock.advanceTimeBy(MINUTE);
      assertThat(all(numbers(5, stale).map(n -> n).transform(stage))).hasSize(3);
      assertThat(all(numbers(9, stale).map(n -> n).transform(stage))).hasSize(5);
      assertThat(loads).hasValue(2);
    }

    @Test
    void contextOfTheFirst_reachesTheLoad() {
      Flux<String> upstream =
          Flux.deferContextual(context -> Flux.just(context.<String>get("who")));

      StepVerifier.create(
              upstream
                  .transform(cache.cachedList(KEY, String.class, FRESH))
                  .contextWrite(context -> context.put("who", "me")))
          .expectNext("me")
          .verifyComplete();
    }

    @Test
    void anotherClass_isAnotherList() {
      assertThat(all(numbers(2, FRESH))).hasSize(2);
      StepVerifier.create(Flux.just("a").transform(cache.cachedList(KEY, String.class, FRESH)))
          .expectNext("a")
          .verifyComplete();
    }

    @Test
    void largerThanMemory_passesAndIsNotKept() {
      try (TieredCache small =
          TieredCache.builder().memory(64 << 10).scheduler(clock).random(() -> 0.5).build()) {
        assertThat(all(through(small, Flux.range(0, 100_000), FRESH))).isEqualTo(range(100_000));
        assertThat(all(through(small, Flux.range(0, 100_000), FRESH))).isEqualTo(range(100_000));
      }
      assertThat(loads).hasValue(2);
    }
  }

  @Nested
  class Times {

    @Test
    void fresh_endsInTime() {
      all(numbers(1, FRESH));
      clock.advanceTimeBy(MINUTE.minusNanos(1));
      all(numbers(1, FRESH));
      assertThat(loads).hasValue(1);
      clock.advanceTimeBy(Duration.ofNanos(1));
      all(numbers(1, FRESH));
      assertThat(loads).hasValue(2);
    }

    @Test
    void stale_isServedWhileAnotherIsLoaded() {
      CachePolicy policy = CachePolicy.builder(MINUTE).staleWhileRevalidate(MINUTE).build();
      all(numbers(1, policy));
      clock.advanceTimeBy(MINUTE);

      assertThat(all(numbers(5, policy))).hasSize(1);
      assertThat(all(numbers(9, policy))).hasSize(5);
      assertThat(loads).hasValue(2);
    }

    @Test
    void loadBehindAnAnswer_tellsNobody() {
      CachePolicy policy = CachePolicy.builder(MINUTE).staleWhileRevalidate(MINUTE).build();
      all(numbers(1, policy));
      clock.advanceTimeBy(MINUTE);
      List<Served> served = new ArrayList<>();

      all(
          numbers(5, FRESH)
              .transform(cache.cachedList(CacheKey.of("test", "outer"), Integer.class, policy))
              .contextWrite(Served.to(served::add)));
      assertThat(served).hasSize(2); // one of each stage
      served.clear();
      clock.advanceTimeBy(MINUTE);
      all(
          numbers(5, FRESH)
              .transform(cache.cachedList(CacheKey.of("test", "outer"), Integer.class, policy))
              .contextWrite(Served.to(served::add)));

      assertThat(served).singleElement().matches(Served::stale);
    }

    @Test
    void stale_makesOneLoadAtATime() {
      CachePolicy policy = CachePolicy.builder(MINUTE).staleWhileRevalidate(MINUTE).build();
      all(numbers(1, policy));
      clock.advanceTimeBy(MINUTE);
      Flux<Integer> slow = through(cache, Flux.never(), policy);
      for (int i = 0; i < 10; i++) {
        assertThat(all(slow)).hasSize(1);
      }
      assertThat(loads).hasValue(2);
    }

    @Test
    void refreshThatTakesTooLong_isCancelled() {
      CachePolicy policy =
          CachePolicy.builder(MINUTE)
              .staleWhileRevalidate(MINUTE)
              .refreshTimeout(Duration.ofSeconds(1))
              .build();
      all(numbers(1, policy));
      clock.advanceTimeBy(MINUTE);
      TestPublisher<Integer> never = TestPublisher.create();
      all(through(cache, never.flux(), policy));
      clock.advanceTimeBy(Duration.ofSeconds(1));

      never.assertWasCancelled();
      clock.advanceTimeBy(Duration.ofSeconds(1));
      assertThat(all(numbers(7, policy))).hasSize(1);
      assertThat(all(numbers(7, policy))).hasSize(7);
    }

    @Test
    void refreshThatFails_isRepeatedAfterASecond() {
      CachePolicy policy = CachePolicy.builder(MINUTE).staleWhileRevalidate(MINUTE).build();
      all(numbers(1, policy));
      clock.advanceTimeBy(MINUTE);
      Flux<Integer> failing = through(cache, Flux.error(refused("Throttling", 400)), policy);

      for (int i = 0; i < 30; i++) {
        assertThat(all(failing)).hasSize(1);
        clock.advanceTimeBy(Duration.ofMillis(100));
      }
      assertThat(loads).hasValue(1 + 3);
    }

    @Test
    void fallBack_isToldAsStale() {
      CachePolicy policy = CachePolicy.builder(MINUTE).staleIfError(MINUTE).build();
      all(numbers(3, policy));
      clock.advanceTimeBy(MINUTE);
      List<Served> served = new ArrayList<>();
      TestPublisher<Integer> failing = TestPublisher.create();

      through(cache, failing.flux(), policy).contextWrite(Served.to(served::add)).subscribe();
      failing.error(refused("Throttling", 400));

      assertThat(served).containsExactly(new Served(KEY, "memory", MINUTE, true));
    }

    @Test
    void failedLoad_fallsBackToWhatIsStale() {
      CachePolicy policy = CachePolicy.builder(MINUTE).staleIfError(MINUTE).build();
      all(numbers(3, policy));
      clock.advanceTimeBy(MINUTE);
      Flux<Integer> failing = through(cache, Flux.error(refused("Throttling", 400)), policy);

      assertThat(all(failing)).isEqualTo(range(3));
      clock.advanceTimeBy(MINUTE);
      StepVerifier.create(failing).verifyError(AwsServiceException.class);
    }

    @Test
    void deniedAccess_neverFallsBack() {
      CachePolicy policy = CachePolicy.builder(MINUTE).staleIfError(MINUTE).build();
      all(numbers(3, policy));
      clock.advanceTimeBy(MINUTE);

      StepVerifier.create(through(cache, Flux.error(refused("AccessDeniedException", 403)), policy))
          .verifyError(AwsServiceException.class);
      StepVerifier.create(through(cache, Flux.error(refused("ExpiredToken", 400)), policy))
          .verifyError(AwsServiceException.class);
    }

    @Test
    void deniedRefresh_removesWhatIsStale() {
      CachePolicy policy = CachePolicy.builder(MINUTE).staleWhileRevalidate(MINUTE).build();
      all(numbers(3, policy));
      clock.advanceTimeBy(MINUTE);
      Flux<Integer> denied =
          through(cache, Flux.error(refused("AccessDeniedException", 403)), policy);

      assertThat(all(denied)).hasSize(3);
      StepVerifier.create(denied).verifyError(AwsServiceException.class);
    }

    @Test
    void empty_isKeptAsLongAsThePolicySays() {
      CachePolicy not = CachePolicy.builder(MINUTE).emptyFor(Duration.ZERO).build();
      all(numbers(0, not));
      all(numbers(0, not));
      assertThat(loads).hasValue(2);

      all(numbers(0, FRESH));
      all(numbers(0, FRESH));
      assertThat(loads).hasValue(3);
    }

    @Test
    void jitter_shortensTheTime() {
      CachePolicy policy = CachePolicy.builder(MINUTE).jitter(0.5).build(); // half of it, drawn .5
      all(numbers(1, policy));
      clock.advanceTimeBy(Duration.ofSeconds(45));
      all(numbers(1, policy));
      assertThat(loads).hasValue(2);
    }

    @Test
    void age_countsFromWhenTheLoadBegan() {
      Flux<Integer> slow = Flux.just(1).delaySequence(Duration.ofSeconds(40), clock);
      StepVerifier.create(through(cache, slow, FRESH))
          .then(() -> clock.advanceTimeBy(Duration.ofSeconds(40)))
          .expectNext(1)
          .verifyComplete();
      List<Served> served = new ArrayList<>();
      Consumer<Served> listener = served::add;

      all(numbers(1, FRESH).contextWrite(Served.to(listener)));
      clock.advanceTimeBy(Duration.ofSeconds(20));
      all(numbers(1, FRESH).contextWrite(Served.to(listener)));

      assertThat(served)
          .containsExactly(
              new Served(KEY, "memory", Duration.ofSeconds(40), false),
              new Served(KEY, Served.LOAD, Duration.ZERO, false));
    }
  }

  @Nested
  class Invalidation {

    @Test
    void matching_areGone() {
      all(numbers(1, FRESH));
      assertThat(cache.invalidate(KeyPattern.of("~other/*")).block()).isZero();
      assertThat(cache.invalidate(KeyPattern.of("~test/*")).block()).isEqualTo(1);
      all(numbers(1, FRESH));
      assertThat(loads).hasValue(2);
    }

    @Test
    void loadInFlight_isNotKept() {
      TestPublisher<Integer> upstream = TestPublisher.create();
      List<Integer> seen = new ArrayList<>();
      through(cache, upstream.flux(), FRESH).subscribe(seen::add);
      upstream.next(1);

      cache.invalidate(KeyPattern.of("~test/**")).block();
      assertThat(all(numbers(3, FRESH))).hasSize(3);
      upstream.next(2).complete();

      assertThat(seen).containsExactly(1, 2);
      assertThat(all(numbers(9, FRESH))).hasSize(3);
    }
  }

  @Nested
  class Below {
    private final MemoryTier below = MemoryTier.of(1 << 20, clock, Recorder.none());
    private final TieredCache tiered =
        TieredCache.builder().scheduler(clock).random(() -> 0.5).tier(below).build();

    @Test
    void whatIsNotInMemory_comesFromBelow() {
      all(through(tiered, Flux.range(0, 1_000), FRESH));
      try (TieredCache other =
          TieredCache.builder().scheduler(clock).random(() -> 0.5).tier(below).build()) {
        assertThat(all(through(other, Flux.range(0, 1_000), FRESH))).isEqualTo(range(1_000));
      }
      assertThat(loads).hasValue(1);
    }

    @Test
    void largerThanMemory_isReadBackByWhoLags() {
      try (TieredCache small =
          TieredCache.builder()
              .memory(64 << 10)
              .scheduler(clock)
              .random(() -> 0.5)
              .tier(MemoryTier.of(64 << 20, clock, Recorder.none()))
              .build()) {
        Flux<Integer> shared = through(small, Flux.range(0, 20_000), FRESH);
        List<Integer> slow = new ArrayList<>();
        List<Integer> fast = new ArrayList<>();
        BaseSubscriber<Integer> stalled =
            new BaseSubscriber<>() {
              @Override
              protected void hookOnSubscribe(Subscription subscription) {
                request(10);
              }

              @Override
              protected void hookOnNext(Integer value) {
                slow.add(value);
              }
            };
        shared.subscribe(stalled);
        shared.subscribe(fast::add);
        assertThat(fast).isEqualTo(range(20_000));
        assertThat(slow).isEqualTo(range(10));
        stalled.requestUnbounded();
        assertThat(slow).isEqualTo(range(20_000));
        assertThat(all(shared)).isEqualTo(range(20_000));
      }
      assertThat(loads).hasValue(1);
    }
  }

  @Nested
  class Values {

    @Test
    void mono_isLoadedOnce() {
      Mono<String> value = Mono.fromSupplier(() -> "v" + loads.incrementAndGet());
      Mono<String> cached = value.transform(cache.cachedMono(KEY, String.class, FRESH));

      StepVerifier.create(cached).expectNext("v1").verifyComplete();
      StepVerifier.create(cached).expectNext("v1").verifyComplete();
    }

    @Test
    void emptyMono_isKept() {
      Mono<String> cached =
          Mono.<String>fromRunnable(loads::incrementAndGet)
              .transform(cache.cachedMono(KEY, String.class, FRESH));

      StepVerifier.create(cached).verifyComplete();
      StepVerifier.create(cached).verifyComplete();
      assertThat(loads).hasValue(1);
    }

    @Test
    void each_hasItsOwnEntry() {
      var lookUp =
          cache.cachedEach(
              (Integer n) -> CacheKey.of("square", n.toString()),
              n -> Mono.fromSupplier(() -> n * n + 0 * loads.incrementAndGet()),
              Integer.class,
              FRESH);

      assertThat(Flux.just(2, 3, 2, 3).concatMap(lookUp).collectList().block())
          .containsExactly(4, 9, 4, 9);
      assertThat(loads).hasValue(2);
    }
  }

  @Nested
  class BadInput {

    @Test
    void values_areRefusedByName() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TieredCache.builder().memory(0))
          .withMessageContaining("memory must be at least")
          .withMessageContaining("was 0");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> CachePolicy.fresh(Duration.ofSeconds(-1)))
          .withMessageContaining("freshFor must be positive, was PT-1S");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> CachePolicy.builder(MINUTE).jitter(1))
          .withMessageContaining("jitter");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> cache.cachedList(KEY, java.io.InputStream.class, FRESH))
          .withMessageContaining("InputStream");
    }
  }
}
