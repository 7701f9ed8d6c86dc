package io.github.reactoraws.cache;

import static io.github.reactoraws.Stages.enrichBatched;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.BatchLoader;
import io.github.reactoraws.BatchResult;
import io.github.reactoraws.BatchSpec;
import io.github.reactoraws.MissingKey;
import io.github.reactoraws.adaptive.Limiter;
import io.github.reactoraws.adaptive.LimiterSpec;
import io.github.reactoraws.adaptive.Permit;
import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.tier.CacheTier;
import io.github.reactoraws.cache.tier.memory.MemoryTier;
import io.github.reactoraws.metrics.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.util.context.Context;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Batches of which only the misses are loaded, in virtual time. */
class CachedLoaderTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final CachePolicy FRESH = CachePolicy.fresh(MINUTE);
  private final AwsServiceException throttled = answer("ThrottlingException", 400);
  private final AwsServiceException refused = answer("InvalidInstanceID.NotFound", 400);

  private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
  private final MemoryTier lower = MemoryTier.of(1 << 20, clock, Recorder.none());
  private final List<Set<Integer>> calls = new ArrayList<>();
  private final List<TieredCache> caches = new ArrayList<>();
  private final TieredCache cache = over(lower);

  @AfterEach
  void close() {
    caches.forEach(TieredCache::close);
    clock.dispose();
  }

  private TieredCache over(CacheTier tier) {
    TieredCache made = TieredCache.builder().tier(tier).scheduler(clock).random(() -> 0.5).build();
    caches.add(made);
    return made;
  }

  private static CacheKey keyOf(Integer number) {
    return CacheKey.of("test", "squares", String.valueOf(number));
  }

  private static AwsServiceException answer(String code, int status) {
    return AwsServiceException.builder()
        .message(code)
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
        .build();
  }

  private static BatchResult<Integer, String> squares(Set<Integer> keys) {
    Map<Integer, String> squares = new HashMap<>();
    keys.forEach(key -> squares.put(key, String.valueOf(key * key)));
    return BatchResult.of(squares);
  }

  private BatchLoader<Integer, String> cached(
      Function<Set<Integer>, Mono<BatchResult<Integer, String>>> load) {
    return cached(cache, load, FRESH);
  }

  private BatchLoader<Integer, String> cached(
      TieredCache through,
      Function<Set<Integer>, Mono<BatchResult<Integer, String>>> load,
      CachePolicy policy) {
    return through.cachedLoader(
        CachedLoaderTest::keyOf,
        keys -> {
          calls.add(new TreeSet<>(keys));
          return load.apply(keys);
        },
        String.class,
        policy);
  }

  private static <T> T now(Mono<T> mono) {
    return mono.blockOptional(Duration.ofSeconds(10)).orElseThrow();
  }

  @Test
  void hits_areServedAndOnlyMissesLoaded() {
    BatchLoader<Integer, String> loader = cached(keys -> Mono.just(squares(keys)));

    assertThat(now(loader.load(Set.of(1, 2, 3))).values()).hasSize(3);
    BatchResult<Integer, String> second = now(loader.load(Set.of(2, 3, 4, 5)));

    assertThat(second.values()).isEqualTo(Map.of(2, "4", 3, "9", 4, "16", 5, "25"));
    assertThat(calls).containsExactly(Set.of(1, 2, 3), Set.of(4, 5));
  }

  @Test
  void whatIsBelowMemory_isNotLoaded() {
    now(cached(keys -> Mono.just(squares(keys))).load(Set.of(1, 2)));
    BatchLoader<Integer, String> restarted =
        cached(over(lower), keys -> Mono.just(squares(keys)), FRESH);

    assertThat(now(restarted.load(Set.of(1, 2, 3))).values())
        .isEqualTo(Map.of(1, "1", 2, "4", 3, "9"));
    assertThat(calls).containsExactly(Set.of(1, 2), Set.of(3));
  }

  @Test
  void lookUpsThatTakeTime_areWaitedForByOneCall() {
    now(cached(keys -> Mono.just(squares(keys))).load(Set.of(1)));
    BatchLoader<Integer, String> slow =
        cached(
            over(new DelayedTier(lower, Duration.ofMillis(5), clock)),
            keys -> Mono.just(squares(keys)),
            FRESH);

    StepVerifier.create(slow.load(Set.of(1, 2, 3)))
        .then(() -> assertThat(calls).hasSize(1))
        .then(() -> clock.advanceTimeBy(Duration.ofMillis(5)))
        .assertNext(result -> assertThat(result.values()).hasSize(3))
        .verifyComplete();

    assertThat(calls).containsExactly(Set.of(1), Set.of(2, 3));
  }

  @Test
  void keyWithoutValue_isKeptAsEmpty() {
    BatchLoader<Integer, String> loader = cached(keys -> Mono.just(BatchResult.of(Map.of())));

    assertThat(now(loader.load(Set.of(1))).values()).isEmpty();
    assertThat(now(loader.load(Set.of(1)))).isEqualTo(BatchResult.of(Map.of()));
    assertThat(calls).hasSize(1);
  }

  @Test
  void keyThatIsRefused_isToldAndNotKept() {
    BatchLoader<Integer, String> loader =
        cached(keys -> Mono.just(squares(Set.of(1)).withFailures(Map.of(2, refused))));

    BatchResult<Integer, String> result = now(loader.load(Set.of(1, 2)));
    now(loader.load(Set.of(1, 2)));

    assertThat(result).isEqualTo(squares(Set.of(1)).withFailures(Map.of(2, refused)));
    assertThat(calls).containsExactly(Set.of(1, 2), Set.of(2));
  }

  @Test
  void unprocessedKey_isToldAndNotKept() {
    BatchLoader<Integer, String> loader =
        cached(keys -> Mono.just(squares(Set.of(1)).withUnprocessed(Set.of(2))));

    assertThat(now(loader.load(Set.of(1, 2))))
        .isEqualTo(squares(Set.of(1)).withUnprocessed(Set.of(2)));
    now(loader.load(Set.of(1, 2)));
    assertThat(calls).containsExactly(Set.of(1, 2), Set.of(2));
  }

  @Test
  void callThatFails_isTheResultIfNothingIsFound() {
    StepVerifier.create(cached(keys -> Mono.error(refused)).load(Set.of(1, 2)))
        .verifyErrorSatisfies(error -> assertThat(error).isSameAs(refused));
  }

  @Test
  void callThatFails_leavesWhatIsFound() {
    now(cached(keys -> Mono.just(squares(keys))).load(Set.of(1)));

    assertThat(now(cached(keys -> Mono.error(throttled)).load(Set.of(1, 2))))
        .isEqualTo(squares(Set.of(1)).withFailures(Map.of(2, throttled)));
  }

  @Test
  void callThatIsRefused_leavesItsKeysForAnother() {
    now(cached(keys -> Mono.just(squares(keys))).load(Set.of(1)));

    assertThat(now(cached(keys -> Mono.error(refused)).load(Set.of(1, 2, 3))))
        .isEqualTo(squares(Set.of(1)).withUnprocessed(Set.of(2, 3)));
  }

  @Test
  void emptyResult_isAnErrorThatNamesTheKeys() {
    StepVerifier.create(cached(keys -> Mono.empty()).load(Set.of(1)))
        .verifyErrorSatisfies(
            error -> assertThat(error).hasMessageContaining("must not be empty, was for [1]"));
  }

  @Test
  void batchesThatCross_shareAndDoNotWaitForEachOther() {
    Sinks.One<Boolean> answer = Sinks.one();
    BatchLoader<Integer, String> loader = cached(keys -> answer.asMono().map(any -> squares(keys)));
    List<BatchResult<Integer, String>> results = new ArrayList<>();

    loader.load(Set.of(1, 2)).subscribe(results::add);
    loader.load(Set.of(2, 3)).subscribe(results::add);
    loader.load(Set.of(3, 1)).subscribe(results::add);
    answer.tryEmitValue(true);

    assertThat(results)
        .containsExactly(squares(Set.of(1, 2)), squares(Set.of(2, 3)), squares(Set.of(1, 3)));
    assertThat(calls).containsExactly(Set.of(1, 2), Set.of(3));
  }

  @Test
  void refusalOfAnothersCall_isNotThatOfAKeyThatSharesIt() {
    Sinks.One<BatchResult<Integer, String>> first = Sinks.one();
    BatchLoader<Integer, String> loader =
        cached(keys -> keys.contains(13) ? first.asMono() : Mono.just(squares(keys)));
    List<BatchResult<Integer, String>> results = new ArrayList<>();

    loader.load(Set.of(1, 13)).subscribe(results::add, error -> {});
    loader.load(Set.of(1, 2)).subscribe(results::add);
    first.tryEmitError(refused);

    assertThat(results).containsExactly(squares(Set.of(2)).withUnprocessed(Set.of(1)));
  }

  @Test
  void stale_isServedAndLoadedAgainInOneCall() {
    CachePolicy policy = CachePolicy.builder(MINUTE).staleWhileRevalidate(MINUTE).build();
    Sinks.One<Boolean> answer = Sinks.one();
    now(cached(cache, keys -> Mono.just(squares(keys)), policy).load(Set.of(1, 2, 3)));
    clock.advanceTimeBy(Duration.ofSeconds(90));
    BatchLoader<Integer, String> later =
        cached(cache, keys -> answer.asMono().map(any -> squares(keys)), policy);

    assertThat(now(later.load(Set.of(1, 2, 3)))).isEqualTo(squares(Set.of(1, 2, 3)));
    answer.tryEmitValue(true);
    clock.advanceTimeBy(Duration.ofSeconds(45));

    assertThat(now(later.load(Set.of(1, 2, 3)))).isEqualTo(squares(Set.of(1, 2, 3)));
    assertThat(calls).containsExactly(Set.of(1, 2, 3), Set.of(1, 2, 3));
  }

  @Test
  void cancel_cancelsTheCallUnlessItIsShared() {
    List<String> cancelled = new ArrayList<>();
    BatchLoader<Integer, String> loader =
        cached(
            keys ->
                Mono.<BatchResult<Integer, String>>never()
                    .doOnCancel(() -> cancelled.add(new TreeSet<>(keys).toString())));
    var first = loader.load(Set.of(1, 2)).subscribe();
    var second = loader.load(Set.of(2)).subscribe();

    first.dispose();
    assertThat(cancelled).isEmpty();
    second.dispose();
    assertThat(cancelled).containsExactly("[1, 2]");
  }

  @Test
  void cancelledBatch_leavesItsKeysToWhoSharesThem() {
    now(cached(keys -> Mono.just(squares(keys))).load(Set.of(2)));
    TieredCache late = over(new DelayedTier(lower, Duration.ofSeconds(1), clock));
    BatchLoader<Integer, String> loader = cached(late, keys -> Mono.just(squares(keys)), FRESH);
    calls.clear();
    List<BatchResult<Integer, String>> results = new ArrayList<>();

    Disposable batch = loader.load(Set.of(1, 2)).subscribe(); // waits, as 2 is looked for
    loader.load(Set.of(1)).subscribe(results::add);
    batch.dispose();

    assertThat(results).singleElement().matches(result -> "1".equals(result.values().get(1)));
    assertThat(calls).containsExactly(Set.of(1));
  }

  @Test
  void context_reachesTheLoader() {
    List<String> seen = new ArrayList<>();
    BatchLoader<Integer, String> loader =
        cached(
            keys ->
                Mono.deferContextual(
                    context -> {
                      seen.add(context.get("who"));
                      return Mono.just(squares(keys));
                    }));

    now(loader.load(Set.of(1)).contextWrite(context -> context.put("who", "me")));

    assertThat(seen).containsExactly("me");
  }

  @Test
  void underALimiter_hitsNeedNoPermit() {
    Limiter limiter = Limiter.of(LimiterSpec.builder().maxInFlight(1).scheduler(clock).build());
    BatchLoader<Integer, String> loader = cached(keys -> Mono.just(squares(keys)));
    now(loader.load(Set.of(1)));
    Permit only = limiter.permits(Context.empty()).tryAcquire().orElseThrow();

    assertThat(now(loader.governedBy(limiter).load(Set.of(1)))).isEqualTo(squares(Set.of(1)));
    StepVerifier.create(loader.governedBy(limiter).load(Set.of(2)))
        .then(() -> assertThat(calls).containsExactly(Set.of(1)))
        .then(only::cancelled)
        .expectNext(squares(Set.of(2)))
        .verifyComplete();
  }

  @Test
  void batchesOfEnrich_takeRefusedKeysApart() {
    BatchLoader<Integer, String> loader =
        cached(
            keys ->
                keys.stream().anyMatch(key -> key % 10 == 3)
                    ? Mono.error(refused)
                    : Mono.just(squares(keys)));
    BatchSpec spec =
        BatchSpec.builder().maxBatchSize(8).missing(MissingKey.PASS).scheduler(clock).build();
    Flux<String> rows =
        Flux.range(0, 40)
            .transform(enrichBatched(n -> n, loader, (n, square) -> n + "=" + square, spec));
    List<String> expected =
        IntStream.range(0, 40)
            .mapToObj(n -> n + "=" + (n % 10 == 3 ? null : String.valueOf(n * n)))
            .toList();

    for (int run = 0; run < 2; run++) {
      StepVerifier.create(rows.collectList())
          .thenAwait()
          .then(() -> clock.advanceTimeBy(MINUTE.dividedBy(4)))
          .expectNext(expected)
          .verifyComplete();
    }
  }
}
