package io.github.reactoraws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reactoraws.metrics.Meter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class BatcherTest {
  private static final Duration DELAY = Duration.ofMillis(50);

  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final HeldLoader loader = new HeldLoader();
  private final List<Object> told = new ArrayList<>();

  @AfterEach
  void dispose() {
    time.dispose();
  }

  private BatchSpec.Builder spec() {
    return BatchSpec.builder().maxBatchSize(3).maxHeld(12).maxDelay(DELAY).scheduler(time);
  }

  private Disposable wait(Mono<String> value) {
    return value
        .switchIfEmpty(Mono.just("nothing"))
        .subscribe(told::add, failure -> told.add(failure.getMessage()));
  }

  @Test
  void keysOfManyPipelines_goInOneCall() {
    Batcher<String, String> batcher = Batcher.of(loader, spec().build());
    List.of("a", "b", "c").forEach(key -> wait(batcher.load(key)));
    assertThat(loader.asked).containsExactly(Set.of("a", "b", "c"));
    loader.answer(0);
    assertThat(told).containsExactly("A", "B", "C");
  }

  @Test
  void keysWithoutValue_andKeysThatFail_areCounted() {
    Map<Meter, Long> counts = new EnumMap<>(Meter.class);
    Batcher<String, String> batcher =
        Batcher.of(
            loader,
            spec()
                .maxBatchSize(1)
                .recorder((meter, n) -> counts.merge(meter, n, Long::sum))
                .build());
    List.of("absent", "a").forEach(key -> wait(batcher.load(key)));
    loader.answer(0);
    loader.fail(1, new IllegalStateException("broken"));
    assertThat(counts).containsEntry(Meter.BATCH_ABSENT, 1L).containsEntry(Meter.BATCH_FAILED, 1L);
  }

  @Test
  void nothingHappens_beforeSubscribe() {
    Batcher<String, String> batcher = Batcher.of(loader, spec().maxBatchSize(1).build());
    Mono<String> value = batcher.load("a");
    assertThat(loader.asked).isEmpty();
    wait(value);
    assertThat(loader.asked).hasSize(1);
  }

  @Test
  void oldestKeyHasWaitedTheDelay_batchLeaves() {
    Batcher<String, String> batcher = Batcher.of(loader, spec().build());
    wait(batcher.load("a"));
    time.advanceTimeBy(DELAY.minusNanos(1));
    assertThat(loader.asked).isEmpty();
    time.advanceTimeBy(Duration.ofNanos(1));
    assertThat(loader.asked).containsExactly(Set.of("a"));
  }

  @Test
  void alarmOfABatchThatLeftFull_isSetAnewForTheNext() {
    Batcher<String, String> batcher = Batcher.of(loader, spec().build());
    List.of("a", "b").forEach(key -> wait(batcher.load(key)));
    time.advanceTimeBy(Duration.ofMillis(30));
    List.of("c", "d").forEach(key -> wait(batcher.load(key)));
    time.advanceTimeBy(Duration.ofMillis(49));
    assertThat(loader.asked).hasSize(1);
    time.advanceTimeBy(Duration.ofMillis(1));
    assertThat(loader.asked).containsExactly(Set.of("a", "b", "c"), Set.of("d"));
  }

  @Test
  void sameKey_isLoadedOnce() {
    Batcher<String, String> batcher = Batcher.of(loader, spec().maxBatchSize(2).build());
    List.of("a", "a", "b", "a").forEach(key -> wait(batcher.load(key)));
    loader.answer(0);
    assertThat(told).containsExactlyInAnyOrder("A", "A", "A", "B");
    assertThat(loader.asked).hasSize(1);
  }

  @Test
  void waiterLeaves_othersStay() {
    Batcher<String, String> batcher = Batcher.of(loader, spec().maxBatchSize(2).build());
    Disposable first = wait(batcher.load("a"));
    wait(batcher.load("a"));
    wait(batcher.load("b"));
    first.dispose();
    assertThat(loader.cancelled).isEmpty();
    loader.answer(0);
    assertThat(told).containsExactly("A", "B");
  }

  @Test
  void lastWaiterOfAKeyLeavesEarly_keyIsNotSent() {
    Batcher<String, String> batcher = Batcher.of(loader, spec().maxBatchSize(2).build());
    wait(batcher.load("a")).dispose();
    wait(batcher.load("b"));
    wait(batcher.load("c"));
    assertThat(loader.asked).containsExactly(Set.of("b", "c"));
  }

  @Test
  void fullBatchBehindOneThatShrank_leavesWhenACallIsFree() {
    Batcher<String, String> batcher = Batcher.of(loader, spec().parallelism(1).build());
    List.of("a", "b", "c", "d", "e").forEach(key -> wait(batcher.load(key)));
    Disposable leaving = wait(batcher.load("f"));
    List.of("g", "h", "i").forEach(key -> wait(batcher.load(key)));
    leaving.dispose();
    loader.answer(0);
    assertThat(loader.asked).as("nine keys less one, three to a call").hasSizeGreaterThan(1);
  }

  @Test
  void everybodyLeaves_callIsCancelledAndItsPlaceFree() {
    Batcher<String, String> batcher =
        Batcher.of(loader, spec().maxBatchSize(1).parallelism(1).build());
    Disposable first = wait(batcher.load("a"));
    wait(batcher.load("b"));
    assertThat(loader.asked).hasSize(1);
    first.dispose();
    assertThat(loader.cancelled).containsExactly(0);
    assertThat(loader.asked).containsExactly(Set.of("a"), Set.of("b"));
  }

  @Test
  void keyOfACancelledCall_isLoadedAnew() {
    Batcher<String, String> batcher = Batcher.of(loader, spec().maxBatchSize(1).build());
    wait(batcher.load("a")).dispose();
    wait(batcher.load("a"));
    assertThat(loader.asked).hasSize(2);
    loader.answer(1);
    assertThat(told).containsExactly("A");
  }

  @Test
  void absentKey_isEmpty() {
    Batcher<String, String> batcher = Batcher.of(loader, spec().maxBatchSize(1).build());
    wait(batcher.load("absent"));
    loader.answer(0);
    assertThat(told).containsExactly("nothing");
  }

  @Test
  void failedBatch_doesNotStopTheNext() {
    Batcher<String, String> batcher = Batcher.of(loader, spec().maxBatchSize(1).build());
    wait(batcher.load("a"));
    loader.fail(0, new IllegalStateException("boom"));
    wait(batcher.load("a"));
    loader.answer(1);
    assertThat(told).containsExactly("boom", "A");
  }

  @Test
  void rememberedValue_comesWithoutACall() {
    Batcher<String, String> batcher =
        Batcher.of(loader, spec().maxBatchSize(1).remember(Duration.ofSeconds(1), 5).build());
    wait(batcher.load("a"));
    loader.answer(0);
    StepVerifier.create(batcher.load("a")).expectNext("A").verifyComplete();
    assertThat(loader.asked).hasSize(1);
  }

  @Test
  void tooManyWaiters_areRefusedAtOnce() {
    Batcher<String, String> batcher = Batcher.of(loader, spec().maxHeld(3).build());
    List.of("a", "a", "b", "c").forEach(key -> wait(batcher.load(key)));
    assertThat(told).containsExactly("at most maxHeld 3 may wait, and so many do");
    time.advanceTimeBy(DELAY);
    assertThat(loader.asked).containsExactly(Set.of("a", "b"));
    loader.answer(0);
    wait(batcher.load("c"));
    time.advanceTimeBy(DELAY);
    assertThat(loader.asked).as("those told make room").hasSize(2);
  }

  @Test
  void throwingWaiter_doesNotHurtItsNeighbours() {
    Batcher<String, String> batcher = Batcher.of(loader, spec().maxBatchSize(2).build());
    batcher
        .load("a")
        .subscribe(
            value -> {
              throw new OutOfMemoryError("waiter");
            },
            failure -> {
              throw new OutOfMemoryError("waiter's error");
            });
    wait(batcher.load("b"));
    loader.answer(0);
    assertThat(told).containsExactly("B");
  }

  @Test
  void contextOfEachWaiter_survives() {
    Batcher<String, String> batcher = Batcher.of(loader, spec().maxBatchSize(2).build());
    for (String tenant : List.of("blue", "red")) {
      wait(
          batcher
              .load(tenant)
              .flatMap(value -> Mono.deferContextual(c -> Mono.just(value + c.get("tenant"))))
              .contextWrite(c -> c.put("tenant", tenant)));
    }
    loader.answer(0);
    assertThat(told).containsExactly("BLUEblue", "REDred");
  }

  @Test
  void call_seesWhatAllContextsShare() {
    List<String> seen = new ArrayList<>();
    BatchLoader<String, String> looking =
        keys ->
            Mono.deferContextual(
                context -> {
                  seen.add(
                      context.getOrDefault("trace", "-") + context.getOrDefault("tenant", "-"));
                  return Mono.just(BatchResult.of(Map.of()));
                });
    Batcher<String, String> batcher = Batcher.of(looking, spec().maxBatchSize(2).build());
    for (String tenant : List.of("blue", "red")) {
      wait(batcher.load(tenant).contextWrite(c -> c.put("tenant", tenant).put("trace", "t1")));
    }
    assertThat(seen).containsExactly("t1-");
  }

  @Test
  void loaderThatAnswersAtOnce_doesNotPileUpOnTheStack() {
    BatchLoader<Integer, Integer> atOnce =
        BatchLoader.of(keys -> Mono.just(Map.of(keys.iterator().next(), 1)));
    BatchSpec spec = spec().maxBatchSize(1).maxHeld(100_000).parallelism(1).build();
    HeldFirst<Integer> held = new HeldFirst<>(atOnce);
    Batcher<Integer, Integer> batcher = Batcher.of(held, spec);
    List<Integer> values = new ArrayList<>();
    for (int key = 0; key < 50_000; key++) {
      batcher.load(key).subscribe(values::add);
    }
    held.release();
    assertThat(values).hasSize(50_000);
  }

  @Test
  void fatalErrorOfALoader_reachesAllWhoWaitAndDoesNotStopTheNext() {
    List<Throwable> fatal = new ArrayList<>(List.of(new NoClassDefFoundError("loader")));
    Batcher<String, String> batcher =
        Batcher.of(
            keys -> {
              if (!fatal.isEmpty()) {
                throw (Error) fatal.remove(0);
              }
              return loader.load(keys);
            },
            spec().maxBatchSize(2).parallelism(1).build());
    List.of("a", "b", "c", "d").forEach(key -> wait(batcher.load(key)));
    assertThat(told).containsExactly("loader", "loader");
    loader.answer(0);
    assertThat(told).containsExactly("loader", "loader", "C", "D");
  }

  @Test
  void alarmIsRejected_answersStillReachTheirWaiters() {
    Batcher<String, String> batcher =
        Batcher.of(loader, spec().maxBatchSize(2).parallelism(1).build());
    List.of("a", "b", "c", "d").forEach(key -> wait(batcher.load(key)));
    time.advanceTimeBy(DELAY); // heard, so that "e" needs an alarm of its own
    wait(batcher.load("e"));
    time.dispose();
    loader.answer(0);
    assertThat(told).containsExactly("A", "B");
  }

  @Test
  void resultThatCannotBeRead_failsItsWaiters() {
    BatchResult<String, String> unreadable = new BatchResult<>(nothing(), Map.of(), Set.of());
    Batcher<String, String> batcher =
        Batcher.of(keys -> Mono.just(unreadable), spec().maxBatchSize(1).build());
    wait(batcher.load("a"));
    assertThat(told).hasSize(1);
  }

  @Test
  void failureThatIsNull_leavesItsKeyWithoutAValue() {
    BatchResult<String, String> odd =
        BatchResult.<String, String>of(Map.of())
            .withFailures(Collections.singletonMap("a", nothing()));
    Batcher<String, String> batcher =
        Batcher.of(keys -> Mono.just(odd), spec().maxBatchSize(1).build());
    wait(batcher.load("a"));
    assertThat(told).containsExactly("nothing");
  }

  @Test
  void nullKey_isRefusedAtOnce() {
    Batcher<String, String> batcher = Batcher.of(loader);
    assertThatThrownBy(() -> batcher.load(nothing())).hasMessage("key");
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // breaks the rule on purpose
  private static <T> T nothing() {
    return null;
  }

  /** Holds back its first call, so that the others queue up behind it. */
  private static final class HeldFirst<K> implements BatchLoader<K, Integer> {
    private final BatchLoader<K, Integer> loader;
    private final reactor.core.publisher.Sinks.Empty<Void> gate =
        reactor.core.publisher.Sinks.empty();
    private boolean first = true;

    HeldFirst(BatchLoader<K, Integer> loader) {
      this.loader = loader;
    }

    @Override
    public Mono<BatchResult<K, Integer>> load(Set<K> keys) {
      boolean held = first;
      first = false;
      return held ? gate.asMono().then(loader.load(keys)) : loader.load(keys);
    }

    void release() {
      gate.tryEmitEmpty().orThrow();
    }
  }
}
