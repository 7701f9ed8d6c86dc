package io.github.reactoraws.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.cache.codec.Codec;
import io.github.reactoraws.cache.codec.Codecs;
import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.key.KeyPattern;
import io.github.reactoraws.cache.tier.CacheTier;
import io.github.reactoraws.cache.tier.EntryTimes;
import io.github.reactoraws.cache.tier.ListWriter;
import io.github.reactoraws.cache.tier.memory.MemoryTier;
import io.github.reactoraws.metrics.Recorder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Who lags behind in a list that is too large for memory. */
class LaggingReaderTest {
  private static final int LARGE = 5_000;
  private static final CacheKey KEY = CacheKey.of("test", "numbers");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final CachePolicy FRESH = CachePolicy.fresh(MINUTE);

  private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
  private final MemoryTier below = MemoryTier.of(64 << 20, clock, Recorder.none());
  private final MemoryTier lowest = MemoryTier.of(64 << 20, clock, Recorder.none());
  private final TestPublisher<Integer> upstream = TestPublisher.create();

  @AfterEach
  void close() {
    clock.dispose();
  }

  private Engine over(CacheTier... tiers) {
    return new Engine(
        64 << 10,
        List.of(tiers),
        SecretOperations.allBut(List.of()),
        clock,
        Recorder.none(),
        () -> 0.5);
  }

  private static Flux<Integer> through(Engine engine, Flux<Integer> upstream) {
    return new FluxCached<>(
        engine,
        new Ask<>(
            KEY, Codecs.of(Integer.class), engine.ages(FRESH), FRESH.refreshTimeout(), upstream));
  }

  private static List<Integer> range(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private void flow() {
    for (int i = 0; i < LARGE; i++) {
      upstream.next(i);
    }
  }

  @Test
  void twoTiersBelow_takeTheWholeList() {
    Engine engine = over(below, lowest);

    StepVerifier.create(through(engine, Flux.range(0, LARGE)))
        .expectNextSequence(range(LARGE))
        .verifyComplete();
    assertThat(below.find(KEY, Codecs.of(Integer.class)).block()).isNotNull();
    assertThat(lowest.find(KEY, Codecs.of(Integer.class)).block()).isNotNull();
  }

  @Test
  void listThatWaitsToBeStored_takesMemoryOfListsThatFlowUntilItIs() {
    Sinks.Empty<Void> room = Sinks.empty();
    Engine engine = over(new Full(below, room.asMono()));

    StepVerifier.create(through(engine, Flux.range(0, 200)))
        .expectNextSequence(range(200))
        .verifyComplete();

    assertThat(engine.budget().taken()).isPositive();
    assertThat(room.tryEmitEmpty()).isEqualTo(Sinks.EmitResult.OK);
    assertThat(engine.budget().taken()).isZero();
    assertThat(below.find(KEY, Codecs.of(Integer.class)).block()).isNotNull();
  }

  @Test
  void invalidation_doesNotHurtWhoLags() {
    Engine engine = over(below);
    through(engine, upstream.flux()).subscribe();
    StepVerifier.create(through(engine, upstream.flux()), 0)
        .then(this::flow)
        .then(() -> engine.invalidate(KeyPattern.of("**")).subscribe())
        .then(upstream::complete)
        .thenRequest(Long.MAX_VALUE)
        .expectNextSequence(range(LARGE))
        .verifyComplete();

    assertThat(below.find(KEY, Codecs.of(Integer.class)).block()).isNull();
    assertThat(engine.budget().taken()).isZero();
    assertThat(engine.flying()).isZero();
  }

  @Test
  void loadThatTookTooLongToBeKept_doesNotHurtWhoLags() {
    Engine engine = over(below);
    through(engine, upstream.flux()).subscribe();
    StepVerifier.create(through(engine, upstream.flux()), 0)
        .then(this::flow)
        .then(() -> clock.advanceTimeBy(MINUTE))
        .then(upstream::complete)
        .thenRequest(Long.MAX_VALUE)
        .expectNextSequence(range(LARGE))
        .verifyComplete();
  }

  @Test
  void failureOfTheLoad_reachesWhoLagsBehindTheValues() {
    Engine engine = over(below);
    through(engine, upstream.flux()).onErrorComplete().subscribe();
    StepVerifier.create(through(engine, upstream.flux()), 0)
        .then(this::flow)
        .then(() -> upstream.error(new IllegalStateException("of the load")))
        .thenRequest(Long.MAX_VALUE)
        .expectNextSequence(range(LARGE))
        .verifyErrorMessage("of the load");

    assertThat(below.find(KEY, Codecs.of(Integer.class)).block()).isNull();
  }

  @Test
  void whoHasLeft_wantsNothing() {
    Engine engine = over();
    AtomicLong asked = new AtomicLong();
    Flux<Integer> counted = upstream.flux().doOnRequest(asked::addAndGet);
    BaseSubscriber<Integer> greedy = new BaseSubscriber<>() {};
    BaseSubscriber<Integer> modest =
        new BaseSubscriber<>() {
          @Override
          protected void hookOnSubscribe(Subscription subscription) {
            subscription.request(1);
          }
        };
    through(engine, counted).subscribe(greedy);
    through(engine, counted).subscribe(modest);
    assertThat(asked).hasValue(1_024);

    greedy.cancel();
    for (int i = 0; i < 1_024; i++) {
      upstream.next(i);
    }
    assertThat(asked).hasValue(1_024);

    greedy.request(5_000);
    assertThat(asked).hasValue(1_024);
    modest.request(1_024);
    assertThat(asked).hasValue(1_025);
  }

  /** A tier that takes nothing until there is room. */
  private record Full(CacheTier inner, Mono<Void> room) implements ForwardingTier {

    @Override
    public <T> ListWriter<T> write(CacheKey key, Codec<T> codec) {
      return new FullWriter<>(inner.write(key, codec), room);
    }
  }

  private record FullWriter<T>(ListWriter<T> inner, Mono<Void> room) implements ListWriter<T> {

    @Override
    public Mono<Void> append(List<? extends T> values) {
      return room.then(inner.append(values));
    }

    @Override
    public Mono<List<T>> page(int index) {
      return inner.page(index);
    }

    @Override
    public Mono<Void> commit(EntryTimes times) {
      return inner.commit(times);
    }

    @Override
    public void abandon() {
      inner.abandon();
    }

    @Override
    public void release() {
      inner.release();
    }
  }
}
