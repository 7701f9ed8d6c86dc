package io.github.reactoraws.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import io.github.reactoraws.cache.codec.Codecs;
import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.key.KeyPattern;
import io.github.reactoraws.cache.tier.CacheTier;
import io.github.reactoraws.cache.tier.EntryTimes;
import io.github.reactoraws.cache.tier.Exposure;
import io.github.reactoraws.cache.tier.ListWriter;
import io.github.reactoraws.cache.tier.memory.HeldList;
import io.github.reactoraws.cache.tier.memory.MemoryTier;
import io.github.reactoraws.metrics.Recorder;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

class InvalidationTest {
  private static final CacheKey KEY = CacheKey.of("test", "numbers");
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final CachePolicy FRESH = CachePolicy.fresh(Duration.ofMinutes(1));

  /** Invalidates when it is told to. */
  private record Waiting(MemoryTier inner, Sinks.One<Long> done) implements ForwardingTier {
    @Override
    public String name() {
      return "waiting";
    }

    @Override
    public Exposure exposure() {
      return Exposure.PROCESS;
    }

    @Override
    public Mono<Long> invalidate(KeyPattern pattern) {
      return done.asMono();
    }

    @Override
    public void close() {}
  }

  /** Lets a test do something between the revocation and the look at how many were put. */
  private static final class Hooked extends AbstractList<CacheTier> {
    private final CacheTier only;
    private final AtomicReference<Runnable> hook;

    Hooked(CacheTier only, AtomicReference<Runnable> hook) {
      this.only = only;
      this.hook = hook;
    }

    @Override
    public CacheTier get(int index) {
      return only;
    }

    @Override
    public int size() {
      return 1;
    }

    @Override
    public boolean isEmpty() {
      hook.getAndSet(() -> {}).run();
      return false;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @SuppressWarnings("unchecked")
  private static Cache<CacheKey, HeldList> listsOf(MemoryTier tier) throws Exception {
    Field field = MemoryTier.class.getDeclaredField("lists");
    field.setAccessible(true);
    return (Cache<CacheKey, HeldList>) field.get(tier);
  }

  @Test
  void putThatIsUnderWayWhenPutsAreCounted_isRemoved() throws Exception {
    VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    MemoryTier inner = MemoryTier.of(64 << 20, clock, Recorder.none());
    ListWriter<Integer> writer = inner.write(KEY, Codecs.of(Integer.class));
    writer.append(List.of(1)).block(LONG);
    writer
        .commit(new EntryTimes(Duration.ZERO, Duration.ofMillis(1), Duration.ofHours(1)))
        .block(LONG);
    Sinks.One<Long> done = Sinks.one();
    AtomicReference<Runnable> hook = new AtomicReference<>(() -> {});
    Engine engine =
        new Engine(
            64 << 10,
            new Hooked(new Waiting(inner, done), hook),
            SecretOperations.allBut(List.of()),
            clock,
            Recorder.none(),
            () -> 0.5);
    Cache<CacheKey, HeldList> lists = listsOf(engine.memory());
    Flux<Integer> cached =
        new FluxCached<>(
            engine,
            new Ask<>(
                KEY,
                Codecs.of(Integer.class),
                engine.ages(FRESH),
                FRESH.refreshTimeout(),
                Flux.just(2)));

    CountDownLatch stopped = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicReference<CompletableFuture<List<Integer>>> reader = new AtomicReference<>();
    hook.set(
        () -> { // the invalidating thread is off its processor for a moment
          new Thread( // the putting one, too: between its count and its put
                  () ->
                      lists
                          .asMap()
                          .compute(
                              KEY,
                              (key, none) -> {
                                stopped.countDown();
                                await(goOn);
                                return null;
                              }))
              .start();
          await(stopped);
          reader.set(
              CompletableFuture.supplyAsync(
                  () -> cached.collectList().blockOptional(LONG).orElseThrow()));
          while (engine.memory().puts() == 0) {
            Thread.onSpinWait();
          }
        });

    CompletableFuture<Long> invalidated = engine.invalidate(KeyPattern.of("**")).toFuture();
    goOn.countDown();
    assertThat(Objects.requireNonNull(reader.get()).get(10, TimeUnit.SECONDS)).containsExactly(1);
    long stored = inner.remove(KeyPattern.of("**"));
    done.tryEmitValue(stored).orThrow();
    assertThat(invalidated.get(10, TimeUnit.SECONDS)).isEqualTo(1);

    assertThat(cached.collectList().block(LONG)).containsExactly(2);
  }
}
