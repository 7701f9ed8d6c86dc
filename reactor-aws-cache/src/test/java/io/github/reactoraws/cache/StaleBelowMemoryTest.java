package io.github.reactoraws.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.key.KeyPattern;
import io.github.reactoraws.cache.tier.CacheTier;
import io.github.reactoraws.cache.tier.memory.MemoryTier;
import io.github.reactoraws.metrics.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A list that is too large for memory, and what happens to it while another is loaded. */
class StaleBelowMemoryTest {
  private static final int LARGE = 5_000;
  private static final CacheKey KEY = CacheKey.of("test", "numbers");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final CachePolicy FRESH = CachePolicy.fresh(MINUTE);
  private static final CachePolicy STALE =
      CachePolicy.builder(MINUTE).staleWhileRevalidate(MINUTE).build();

  private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
  private final CacheTier below = MemoryTier.of(64 << 20, clock, Recorder.none());
  private final TieredCache cache = over(below);
  private final AtomicInteger loads = new AtomicInteger();

  @AfterEach
  void close() {
    cache.close();
    clock.dispose();
  }

  private TieredCache over(CacheTier tier) {
    return TieredCache.builder()
        .memory(64 << 10)
        .tier(tier)
        .scheduler(clock)
        .random(() -> 0.5)
        .build();
  }

  private Flux<Integer> through(TieredCache through, Flux<Integer> upstream, CachePolicy policy) {
    return upstream
        .doOnSubscribe(any -> loads.incrementAndGet())
        .transform(through.cachedList(KEY, Integer.class, policy));
  }

  private static List<Integer> all(Flux<Integer> flux) {
    return flux.collectList().blockOptional(Duration.ofSeconds(10)).orElseThrow();
  }

  private static List<Integer> range(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @Test
  void refreshInFlight_keepsNobodyWaiting() {
    all(through(cache, Flux.range(0, LARGE), STALE));
    clock.advanceTimeBy(MINUTE);
    TestPublisher<Integer> upstream = TestPublisher.create();
    List<Served> served = new ArrayList<>();

    for (int i = 0; i < 3; i++) {
      assertThat(all(through(cache, upstream.flux(), STALE).contextWrite(Served.to(served::add))))
          .isEqualTo(range(LARGE));
    }
    assertThat(served)
        .hasSize(3)
        .allMatch(answer -> answer.stale() && answer.source().equals("memory"));
    assertThat(loads).hasValue(2);

    upstream.next(1).next(2).complete();
    assertThat(all(through(cache, upstream.flux(), STALE))).containsExactly(1, 2);
    assertThat(loads).hasValue(2);
  }

  @Test
  void whoTakesNothingStale_sharesTheRefresh() {
    all(through(cache, Flux.range(0, LARGE), STALE));
    clock.advanceTimeBy(MINUTE);
    TestPublisher<Integer> upstream = TestPublisher.create();
    all(through(cache, upstream.flux(), STALE));
    List<Integer> values = new ArrayList<>();
    List<Served> served = new ArrayList<>();

    through(cache, Flux.never(), FRESH).contextWrite(Served.to(served::add)).subscribe(values::add);
    upstream.next(1).next(2);

    assertThat(values).containsExactly(1, 2);
    assertThat(served).containsExactly(new Served(KEY, Served.LOAD, Duration.ZERO, false));
    assertThat(loads).hasValue(2);
  }

  @Test
  void cancelOfWhoSharesTheRefresh_leavesItGoing() {
    all(through(cache, Flux.range(0, LARGE), STALE));
    clock.advanceTimeBy(MINUTE);
    TestPublisher<Integer> upstream = TestPublisher.create();
    all(through(cache, upstream.flux(), STALE));

    through(cache, Flux.never(), FRESH).subscribe().dispose();
    upstream.assertNotCancelled();
    upstream.next(7).complete();

    assertThat(all(through(cache, Flux.never(), FRESH))).containsExactly(7);
  }

  @Test
  void listThatIsLargerThanItWasStored_isReadAgainByWhoLags() {
    all(through(cache, Flux.range(0, LARGE), FRESH));
    AtomicInteger reads = new AtomicInteger();
    try (TieredCache later = over(new CountedPagesTier(below, reads))) {
      Flux<Integer> shared = through(later, Flux.never(), FRESH);
      BaseSubscriber<Integer> lagging =
          new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
              request(1);
            }
          };
      shared.subscribe(lagging);
      assertThat(all(shared)).isEqualTo(range(LARGE));
      int pages = reads.get();
      lagging.requestUnbounded();

      assertThat(reads.get()).as("pages read again").isGreaterThan(pages + pages / 2);
    }
  }

  @Test
  void listFoundDuringAnInvalidation_isNotBroughtIntoMemory() {
    try (TieredCache late = over(new DelayedTier(below, Duration.ofSeconds(1), clock))) {
      all(through(cache, Flux.range(0, 10), FRESH));
      List<Integer> reading = new ArrayList<>();

      late.invalidate(KeyPattern.of("**")).subscribe();
      through(late, Flux.never(), FRESH).subscribe(reading::add);
      clock.advanceTimeBy(Duration.ofSeconds(1));
      List<Integer> next = new ArrayList<>();
      through(late, Flux.range(0, 3), FRESH).subscribe(next::add);
      clock.advanceTimeBy(Duration.ofSeconds(1));

      assertThat(reading).isEqualTo(range(10));
      assertThat(next).isEqualTo(range(3));
    }
  }

  @Test
  void whoAsksWhenTheInvalidationIsTold_getsNothingOld() {
    all(through(cache, Flux.range(0, 10), FRESH));
    List<TieredCache> made = new ArrayList<>();
    Runnable read = () -> all(through(made.get(0), Flux.never(), FRESH));
    try (TieredCache meanwhile = over(new ReadMeanwhile(below, read))) {
      made.add(meanwhile);
      List<Integer> next = new ArrayList<>();

      meanwhile
          .invalidate(KeyPattern.of("**"))
          .doOnNext(gone -> through(meanwhile, Flux.range(0, 3), FRESH).subscribe(next::add))
          .subscribe();

      assertThat(next).isEqualTo(range(3));
    }
  }

  /** A tier that is read just before it removes something. */
  private record ReadMeanwhile(CacheTier inner, Runnable read) implements ForwardingTier {

    @Override
    public Mono<Long> invalidate(KeyPattern pattern) {
      return Mono.fromRunnable(read).then(inner.invalidate(pattern));
    }

    @Override
    public void close() {}
  }
}
