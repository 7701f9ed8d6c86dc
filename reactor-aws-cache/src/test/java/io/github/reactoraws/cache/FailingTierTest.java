package io.github.reactoraws.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.cache.codec.Codec;
import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.key.KeyPattern;
import io.github.reactoraws.cache.tier.CacheTier;
import io.github.reactoraws.cache.tier.EntryTimes;
import io.github.reactoraws.cache.tier.Exposure;
import io.github.reactoraws.cache.tier.ListWriter;
import io.github.reactoraws.cache.tier.PageLostException;
import io.github.reactoraws.cache.tier.StoredList;
import io.github.reactoraws.cache.tier.memory.MemoryTier;
import io.github.reactoraws.metrics.Recorder;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** A tier that fails, now and then or always, costs a load and never a read. */
class FailingTierTest {
  private static final CachePolicy POLICY = CachePolicy.fresh(Duration.ofHours(1));
  private static final int SIZE = 1_000;

  /** Fails by an error, by throwing, or, with pages, by losing them. */
  private static final class Flaky implements CacheTier {
    private final CacheTier behind =
        MemoryTier.of(16 << 20, Schedulers.parallel(), Recorder.none());
    private final Random random;
    private final double share;

    Flaky(long seed, double share) {
      this.random = new Random(seed);
      this.share = share;
    }

    private <R> Mono<R> perhaps(Supplier<Mono<R>> call) {
      if (random.nextDouble() >= share) {
        return call.get();
      }
      if (random.nextBoolean()) {
        throw new IllegalStateException("thrown");
      }
      return Mono.error(new PageLostException("lost", null));
    }

    @Override
    public String name() {
      return "flaky";
    }

    @Override
    public Exposure exposure() {
      return Exposure.PROCESS;
    }

    @Override
    public <T> Mono<StoredList<T>> find(CacheKey key, Codec<T> codec) {
      return perhaps(() -> behind.find(key, codec).map(FlakyList::new));
    }

    @Override
    public <T> ListWriter<T> write(CacheKey key, Codec<T> codec) {
      if (random.nextDouble() < share / 4) {
        throw new IllegalStateException("thrown");
      }
      return new FlakyWriter<>(behind.write(key, codec));
    }

    @Override
    public Mono<Long> invalidate(KeyPattern pattern) {
      return behind.invalidate(pattern);
    }

    @Override
    public void close() {
      behind.close();
    }

    private final class FlakyList<T> implements StoredList<T> {
      private final StoredList<T> list;

      FlakyList(StoredList<T> list) {
        this.list = list;
      }

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
        return perhaps(() -> list.page(index));
      }

      @Override
      public void release() {
        list.release();
      }
    }

    private final class FlakyWriter<T> implements ListWriter<T> {
      private final ListWriter<T> writer;

      FlakyWriter(ListWriter<T> writer) {
        this.writer = writer;
      }

      @Override
      public Mono<Void> append(List<? extends T> values) {
        return perhaps(() -> writer.append(values));
      }

      @Override
      public Mono<List<T>> page(int index) {
        return perhaps(() -> writer.page(index));
      }

      @Override
      public Mono<Void> commit(EntryTimes times) {
        return perhaps(() -> writer.commit(times));
      }

      @Override
      public void abandon() {
        writer.abandon();
      }

      @Override
      public void release() {
        writer.release();
      }
    }
  }

  private final AtomicInteger loads = new AtomicInteger();

  private Flux<Integer> list(TieredCache cache, int key, Flux<Integer> upstream) {
    return upstream
        .doOnSubscribe(any -> loads.incrementAndGet())
        .transform(cache.cachedList(CacheKey.of("list", "n" + key), Integer.class, POLICY));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.3, 1})
  void tierThatFails_costsNoRead(double share) {
    for (int seed = 0; seed < 40; seed++) {
      try (Flaky tier = new Flaky(seed, share)) {
        for (int run = 0; run < 5; run++) { // caches with an empty memory, over one tier
          TieredCache cache = TieredCache.builder().tier(tier).build();
          for (int key = 0; key < 5; key++) {
            int from = key;
            assertThat(list(cache, key, Flux.range(from, SIZE).hide()).collectList().block())
                .isEqualTo(IntStream.range(from, from + SIZE).boxed().toList());
          }
        }
      }
    }
    assertThat(loads).hasValueLessThanOrEqualTo(40 * 5 * 5);
  }

  @Test
  void pageThatIsLost_isLoadedIfTheListIsTheSame() {
    try (Flaky tier = new Flaky(1, 0)) {
      list(TieredCache.builder().tier(tier).build(), 1, Flux.range(0, SIZE)).blockLast();
      CacheTier lastPageLost = new LastPageLost(tier);
      TieredCache cache = TieredCache.builder().tier(lastPageLost).build();

      StepVerifier.create(list(cache, 1, Flux.range(0, SIZE)).limitRate(100))
          .expectNextSequence(IntStream.range(0, SIZE).boxed().toList())
          .verifyComplete();
      assertThat(loads).hasValue(2);
      list(cache, 1, Flux.range(0, SIZE)).blockLast();
      assertThat(loads).hasValue(2);
    }
  }

  @Test
  void pageThatIsLost_failsIfTheListHasChanged() {
    try (Flaky tier = new Flaky(1, 0)) {
      list(TieredCache.builder().tier(tier).build(), 1, Flux.range(0, SIZE)).blockLast();
      TieredCache cache = TieredCache.builder().tier(new LastPageLost(tier)).build();

      StepVerifier.create(list(cache, 1, Flux.range(1, SIZE)))
          .thenConsumeWhile(any -> true)
          .verifyErrorMatches(
              error -> String.valueOf(error.getMessage()).contains("has changed since"));
      StepVerifier.create(list(cache, 1, Flux.range(0, 3)).skip(SIZE))
          .verifyErrorMatches(
              error -> String.valueOf(error.getMessage()).contains("has changed since"));
    }
  }

  /** Loses the last page of each list. */
  private record LastPageLost(CacheTier behind) implements CacheTier {

    @Override
    public String name() {
      return "lossy";
    }

    @Override
    public Exposure exposure() {
      return Exposure.PROCESS;
    }

    @Override
    public <T> Mono<StoredList<T>> find(CacheKey key, Codec<T> codec) {
      return behind.find(key, codec).map(Lossy::new);
    }

    @Override
    public <T> ListWriter<T> write(CacheKey key, Codec<T> codec) {
      return behind.write(key, codec);
    }

    @Override
    public Mono<Long> invalidate(KeyPattern pattern) {
      return behind.invalidate(pattern);
    }

    @Override
    public void close() {}
  }

  private record Lossy<T>(StoredList<T> list) implements StoredList<T> {

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
      return index == pages() - 1
          ? Mono.error(new PageLostException("lost", null))
          : list.page(index);
    }

    @Override
    public void release() {
      list.release();
    }
  }
}
