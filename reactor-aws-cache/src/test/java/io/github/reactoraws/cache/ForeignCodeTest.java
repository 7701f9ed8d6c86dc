package io.github.reactoraws.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.cache.codec.Codec;
import io.github.reactoraws.cache.codec.Codecs;
import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.key.KeyPattern;
import io.github.reactoraws.cache.tier.CacheTier;
import io.github.reactoraws.cache.tier.EntryTimes;
import io.github.reactoraws.cache.tier.Exposure;
import io.github.reactoraws.cache.tier.ListWriter;
import io.github.reactoraws.cache.tier.StoredList;
import io.github.reactoraws.cache.tier.memory.MemoryTier;
import io.github.reactoraws.metrics.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What others' code does against its rules leaves nothing hanging, and hurts nobody else. */
class ForeignCodeTest {
  private static final CacheKey KEY = CacheKey.of("test", "numbers");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final CachePolicy FRESH = CachePolicy.fresh(MINUTE);
  private static final CachePolicy STALE =
      CachePolicy.builder(MINUTE).staleWhileRevalidate(MINUTE).build();

  private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
  private final MemoryTier below = MemoryTier.of(64 << 20, clock, Recorder.none());

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

  private static Flux<Integer> through(Engine engine, Flux<Integer> upstream, CachePolicy policy) {
    return new FluxCached<>(
        engine,
        new Ask<>(
            KEY, Codecs.of(Integer.class), engine.ages(policy), policy.refreshTimeout(), upstream));
  }

  private static List<Integer> all(Flux<Integer> flux) {
    return flux.collectList().blockOptional(LONG).orElseThrow();
  }

  private static List<Integer> range(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static Flux<Integer> throwing() {
    return new Flux<>() {
      @Override
      public void subscribe(CoreSubscriber<? super Integer> downstream) {
        throw new IllegalStateException("thrown");
      }
    };
  }

  @Test
  void upstreamThatThrows_isAFailedLoad() {
    for (Engine engine : List.of(over(), over(below), over(new Laggard(below)))) {
      Flux<Integer> failing = through(engine, throwing(), FRESH).map(n -> n);

      StepVerifier.create(failing.timeout(LONG)).verifyErrorMessage("thrown");
      assertThat(engine.flying()).isZero();
      assertThat(all(through(engine, Flux.just(1), FRESH))).containsExactly(1);
      engine.forget(KEY);
    }
  }

  @Test
  void upstreamThatSubscribesTwice_hasTheSecondCancelled() {
    TestPublisher<Integer> second = TestPublisher.create();
    TestPublisher<Integer> first = TestPublisher.create();
    List<Integer> values = new ArrayList<>();

    through(
            over(),
            new Flux<>() {
              @Override
              public void subscribe(CoreSubscriber<? super Integer> downstream) {
                first.subscribe(downstream);
                second.subscribe(downstream);
              }
            },
            FRESH)
        .subscribe(values::add);
    first.next(1);

    second.assertCancelled();
    first.assertNotCancelled();
    assertThat(values).containsExactly(1);
  }

  @Test
  void fatalErrorOfASubscriber_hurtsNoNeighbour() {
    Engine engine = over();
    TestPublisher<Integer> upstream = TestPublisher.create();
    List<Integer> neighbour = new ArrayList<>();
    List<Throwable> errors = new ArrayList<>();
    through(engine, upstream.flux(), FRESH)
        .<Integer>map(
            n -> {
              throw new NoClassDefFoundError("missing");
            })
        .subscribe(n -> {}, errors::add);
    through(engine, upstream.flux(), FRESH).subscribe(neighbour::add);

    upstream.next(1).next(2).complete();

    assertThat(errors).singleElement().isInstanceOf(NoClassDefFoundError.class);
    assertThat(neighbour).containsExactly(1, 2);
    assertThat(engine.flying()).isZero();
  }

  @Test
  void subscriberThatThrowsAtOnce_hurtsNoNeighbour() {
    Engine engine = over();
    CoreSubscriber<Integer> against =
        new CoreSubscriber<>() {
          @Override
          public void onSubscribe(Subscription s) {
            throw new IllegalStateException("thrown");
          }

          @Override
          public void onNext(Integer value) {}

          @Override
          public void onError(Throwable error) {}

          @Override
          public void onComplete() {}
        };

    try {
      through(engine, Flux.just(1), FRESH).subscribe(against);
    } catch (IllegalStateException thrown) {
      assertThat(thrown).hasMessage("thrown");
    }

    assertThat(engine.flying()).isZero();
    assertThat(all(through(engine, Flux.just(1), FRESH))).containsExactly(1);
  }

  @Test
  void clockThatRefuses_costsTheRefreshAlone() {
    Engine engine = over();
    all(through(engine, Flux.range(0, 2), STALE));
    clock.advanceTimeBy(MINUTE);
    clock.dispose();

    assertThat(all(through(engine, Flux.range(0, 3), STALE))).hasSize(2);
    assertThat(engine.flying()).isZero();
  }

  @Test
  void pageThatIsEmpty_isLost() {
    all(through(over(below), Flux.range(0, 10), FRESH));

    assertThat(all(through(over(new Pageless(below)), Flux.range(0, 10), FRESH).timeout(LONG)))
        .isEqualTo(range(10));
  }

  @Test
  void tierThatThrowsWhateverIsCalled_costsNothing() {
    Engine engine = over(new Hostile());

    assertThat(all(through(engine, Flux.range(0, 5_000), FRESH))).isEqualTo(range(5_000));
    StepVerifier.create(
            through(engine, Flux.<Integer>error(new IllegalStateException("own")), FRESH))
        .verifyErrorMessage("own");
    through(engine, Flux.never(), FRESH).subscribe().dispose();
    assertThat(engine.flying()).isZero();
    assertThat(engine.budget().taken()).isZero();
  }

  @Test
  void tierThatThrowsWhenInvalidated_keepsNoOtherFromIt() {
    Engine engine = over(new Hostile(), below);
    all(through(engine, Flux.range(0, 2), FRESH));

    StepVerifier.create(engine.invalidate(KeyPattern.of("**"))).verifyErrorMessage("hostile");
    assertThat(below.find(KEY, Codecs.of(Integer.class)).block()).isNull();
    assertThat(engine.memory().find(KEY, Codecs.of(Integer.class)).block()).isNull();
  }

  @Test
  void tierThatThrowsWhenClosed_keepsNoOtherOpen() {
    over(new Hostile(), below).close();

    StepVerifier.create(below.write(KEY, Codecs.of(Integer.class)).append(List.of(1)))
        .verifyErrorMatches(
            error -> String.valueOf(error.getMessage()).contains("cannot be written"));
  }

  /** Answers a moment later, on another thread. */
  private record Laggard(CacheTier inner) implements ForwardingTier {

    @Override
    public <T> Mono<StoredList<T>> find(CacheKey key, Codec<T> codec) {
      return inner.<T>find(key, codec).subscribeOn(Schedulers.boundedElastic());
    }

    @Override
    public void close() {}
  }

  /** Finds lists whose pages are nothing at all. */
  private record Pageless(CacheTier inner) implements CacheTier {

    @Override
    public String name() {
      return "pageless";
    }

    @Override
    public Exposure exposure() {
      return Exposure.PROCESS;
    }

    @Override
    public <T> Mono<StoredList<T>> find(CacheKey key, Codec<T> codec) {
      return inner.find(key, codec).map(NoPages::new);
    }

    @Override
    public <T> ListWriter<T> write(CacheKey key, Codec<T> codec) {
      return inner.write(key, codec);
    }

    @Override
    public Mono<Long> invalidate(KeyPattern pattern) {
      return inner.invalidate(pattern);
    }

    @Override
    public void close() {}
  }

  private record NoPages<T>(StoredList<T> list) implements StoredList<T> {

    @Override
    public EntryTimes times() {
      return list.times();
    }

    @Override
    public int pages() {
      return list.pages();
    }

    @Override
    public long values() {
      return list.values();
    }

    @Override
    public long bytes() {
      return list.bytes();
    }

    @Override
    public Mono<List<T>> page(int index) {
      return Mono.empty();
    }

    @Override
    public void release() {
      list.release();
    }
  }

  /** Throws whatever is called, but to tell who it is. */
  private static final class Hostile implements CacheTier {
    private static RuntimeException hostile() {
      return new IllegalStateException("hostile");
    }

    @Override
    public String name() {
      return "hostile";
    }

    @Override
    public Exposure exposure() {
      return Exposure.PROCESS;
    }

    @Override
    public <T> Mono<StoredList<T>> find(CacheKey key, Codec<T> codec) {
      throw hostile();
    }

    @Override
    public <T> ListWriter<T> write(CacheKey key, Codec<T> codec) {
      return new ListWriter<>() {
        @Override
        public Mono<Void> append(List<? extends T> values) {
          throw hostile();
        }

        @Override
        public Mono<List<T>> page(int index) {
          throw hostile();
        }

        @Override
        public Mono<Void> commit(EntryTimes times) {
          throw hostile();
        }

        @Override
        public void abandon() {
          throw hostile();
        }

        @Override
        public void release() {
          throw hostile();
        }
      };
    }

    @Override
    public Mono<Long> invalidate(KeyPattern pattern) {
      throw hostile();
    }

    @Override
    public void close() {
      throw hostile();
    }
  }
}
