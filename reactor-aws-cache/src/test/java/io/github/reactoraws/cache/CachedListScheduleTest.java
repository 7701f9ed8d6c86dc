package io.github.reactoraws.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.cache.codec.Codec;
import io.github.reactoraws.cache.codec.Codecs;
import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.key.KeyPattern;
import io.github.reactoraws.cache.tier.CacheTier;
import io.github.reactoraws.cache.tier.memory.MemoryTier;
import io.github.reactoraws.metrics.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * Random schedules of those who ask, take, leave, load and invalidate, and of time. Each reads what
 * one load brings, from its first value on, all of it if it is told that it is complete, and of no
 * load that began before an invalidation that was told before it asked.
 */
class CachedListScheduleTest {
  private static final int SEEDS = 500;
  private static final int STEPS = 60;
  private static final int KEYS = 2;
  private static final int MOST = 300; // values that a load brings at once
  private static final int LOAD = 1_000_000; // what the values of a load begin with
  private static final Codec<Integer> NUMBERS = Codecs.of(Integer.class);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final List<CachePolicy> POLICIES =
      List.of(
          CachePolicy.fresh(MINUTE),
          CachePolicy.builder(MINUTE).staleWhileRevalidate(MINUTE).build(),
          CachePolicy.builder(MINUTE).staleIfError(MINUTE).emptyFor(Duration.ZERO).build());

  /** What is below memory. */
  private enum Below {
    NOTHING,
    ONE_TIER,
    TWO_TIERS,
    SLOW_TIER
  }

  @ParameterizedTest
  @EnumSource(Below.class)
  void anySchedule_isAsTheModelSays(Below below) {
    for (int seed = 0; seed < SEEDS; seed++) {
      Run run = new Run(seed, below);
      try {
        run.run();
      } catch (AssertionError failed) {
        throw new AssertionError("seed " + seed + ": " + run.story, failed);
      }
    }
  }

  /** One schedule. */
  private static final class Run {
    private final Random random;
    private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    private final Engine engine;
    private final List<Load> loads = new ArrayList<>();
    private final List<Reader> readers = new ArrayList<>();
    private final int[] invalidated = new int[KEYS]; // loads before this one are not seen any more
    private final List<String> story = new ArrayList<>();
    private final List<String> faults = new ArrayList<>(); // kept, as who is told may swallow them

    Run(int seed, Below below) {
      random = new Random(seed);
      engine =
          new Engine(
              64 << 10,
              tiers(below),
              SecretOperations.allBut(List.of()),
              clock,
              Recorder.none(),
              () -> 0.5);
    }

    private List<CacheTier> tiers(Below below) {
      return switch (below) {
        case NOTHING -> List.of();
        case ONE_TIER -> List.of(memory());
        case TWO_TIERS -> List.of(memory(), memory());
        case SLOW_TIER -> List.of(new DelayedTier(memory(), Duration.ofSeconds(1), clock));
      };
    }

    private CacheTier memory() {
      return MemoryTier.of(8 << 20, clock, Recorder.none());
    }

    void run() {
      for (int step = 0; step < STEPS; step++) {
        step();
        assertThat(faults).isEmpty();
      }
      end();
      assertThat(faults).isEmpty();
    }

    private void step() {
      switch (random.nextInt(16)) {
        case 0, 1, 2 -> ask();
        case 3, 4, 5 -> reader().ifPresent(any -> any.request(1L + random.nextInt(2 * MOST)));
        case 6 -> reader().ifPresent(any -> any.request(Long.MAX_VALUE));
        case 7 -> reader().ifPresent(Reader::cancel);
        case 8, 9, 10, 11, 12 -> load().ifPresent(any -> any.bring(random.nextInt(MOST)));
        case 13 -> load().ifPresent(Load::complete);
        case 14 -> {
          if (random.nextInt(3) == 0) {
            load().ifPresent(Load::fail);
          } else if (random.nextInt(3) == 0) {
            invalidate(random.nextInt(KEYS));
          }
        }
        default -> waitFor(Duration.ofMillis(random.nextInt(10) == 0 ? 45_000 : 700));
      }
    }

    private Optional<Reader> reader() {
      return any(readers.stream().filter(one -> !one.over).toList());
    }

    private Optional<Load> load() {
      return any(loads.stream().filter(one -> !one.over).toList());
    }

    private <E> Optional<E> any(List<E> of) {
      return of.isEmpty() ? Optional.empty() : Optional.of(of.get(random.nextInt(of.size())));
    }

    private void waitFor(Duration time) {
      story.add("wait " + time);
      clock.advanceTimeBy(time);
    }

    private static CacheKey key(int number) {
      return CacheKey.of("test", "numbers", String.valueOf(number));
    }

    private void ask() {
      int key = random.nextInt(KEYS);
      CachePolicy policy = POLICIES.get(random.nextInt(POLICIES.size()));
      Reader reader = new Reader(readers.size(), key, invalidated[key]);
      readers.add(reader);
      story.add("ask " + reader.number + " for " + key);
      new FluxCached<>(
              engine,
              new Ask<>(
                  key(key), NUMBERS, engine.ages(policy), policy.refreshTimeout(), new Source(key)))
          .subscribe(reader);
    }

    private void invalidate(int key) {
      int before = loads.size();
      story.add("invalidate " + key);
      engine
          .invalidate(KeyPattern.of(key(key).path()))
          .subscribe(
              gone -> {
                story.add("invalidated " + key + " before " + before);
                invalidated[key] = Math.max(invalidated[key], before);
              });
    }

    private void end() {
      story.add("end");
      for (int round = 0; round < 200; round++) {
        readers.stream().filter(one -> !one.over).forEach(one -> one.request(Long.MAX_VALUE));
        List.copyOf(loads).stream().filter(one -> !one.over).forEach(Load::complete);
        clock.advanceTimeBy(Duration.ofSeconds(1));
        if (readers.stream().allMatch(one -> one.over)
            && loads.stream().allMatch(one -> one.over)) {
          break;
        }
      }
      assertThat(readers).as("readers that hang").allMatch(one -> one.over);
      assertThat(loads).as("loads of nobody").allMatch(one -> one.over);
      assertThat(engine.flying()).as("flights left").isZero();
      assertThat(engine.budget().taken()).as("memory taken").isZero();
    }

    /** Loads a key by hand. */
    private final class Source extends Flux<Integer> {
      private final int key;

      Source(int key) {
        this.key = key;
      }

      @Override
      public void subscribe(CoreSubscriber<? super Integer> downstream) {
        Load load = new Load(loads.size(), key, downstream);
        loads.add(load);
        story.add("load " + load.number + " of " + key);
        downstream.onSubscribe(load);
      }
    }

    /** A load that brings its number and the place of each value. */
    private final class Load implements Subscription {
      final int number;
      final int key;
      final CoreSubscriber<? super Integer> downstream;
      long requested;
      int brought;
      boolean over;
      boolean complete;
      @Nullable Throwable failure;

      Load(int number, int key, CoreSubscriber<? super Integer> downstream) {
        this.number = number;
        this.key = key;
        this.downstream = downstream;
      }

      void bring(int most) {
        story.add("bring " + most + " by " + number);
        for (int i = 0; i < most && !over && brought < requested; i++) {
          downstream.onNext(number * LOAD + brought++);
        }
      }

      void complete() {
        story.add("complete " + number);
        over = true;
        complete = true;
        downstream.onComplete();
      }

      void fail() {
        story.add("fail " + number);
        over = true;
        failure = new IllegalStateException("load " + number);
        downstream.onError(failure);
      }

      @Override
      public void request(long n) {
        requested += n;
        if (n <= 0 || requested - brought > 1_024) {
          faults.add("load " + number + ": was asked for " + n + ", and " + requested + " in all");
        }
      }

      @Override
      public void cancel() {
        story.add("cancelled " + number);
        over = true;
      }
    }

    /** Judges what it is told. */
    private final class Reader implements CoreSubscriber<Integer> {
      final int number;
      final int key;
      final int firstLoad;
      @Nullable Subscription subscription;
      long requested;
      int received;
      @Nullable Load load;
      boolean over;

      Reader(int number, int key, int firstLoad) {
        this.number = number;
        this.key = key;
        this.firstLoad = firstLoad;
      }

      void request(long n) {
        if (subscription != null) {
          story.add("request " + n + " by " + number);
          requested = requested + n < 0 ? Long.MAX_VALUE : requested + n;
          subscription.request(n);
        }
      }

      void cancel() {
        if (subscription != null) {
          story.add("cancel " + number);
          over = true;
          subscription.cancel();
        }
      }

      @Override
      public void onSubscribe(Subscription s) {
        judge(subscription == null, "subscribed twice");
        subscription = s;
      }

      @Override
      public void onNext(Integer value) {
        judge(!over, "a value after the end");
        judge(received < requested, "a value that was not asked for");
        if (load == null) {
          load = loads.get(value / LOAD);
          judge(load.key == key, "another key's");
          judge(load.number >= firstLoad, "older than an invalidation");
        }
        judge(value == load.number * LOAD + received, "not the next value but " + value);
        received++;
      }

      @Override
      public void onError(Throwable error) {
        judge(!over, "a second end");
        over = true;
        judge(
            loads.stream().anyMatch(one -> one.failure == error), "a failure of no load: " + error);
      }

      @Override
      public void onComplete() {
        judge(!over, "a second end");
        over = true;
        if (load == null) {
          judge(
              loads.stream()
                  .anyMatch(
                      one ->
                          one.key == key
                              && one.complete
                              && one.brought == 0
                              && one.number >= firstLoad),
              "an empty list that was not loaded");
        } else {
          judge(load.complete && load.brought == received, "a part told as all");
        }
      }

      private void judge(boolean holds, String otherwise) {
        if (!holds) {
          faults.add("reader " + number + ": " + otherwise);
        }
      }
    }
  }
}
