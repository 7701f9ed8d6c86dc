package io.github.reactoraws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchesTest {
  private static final int DELAY = 50;
  private static final boolean IN_NO_HURRY = false;
  private static final boolean IN_A_HURRY = true;

  private long now = Long.MAX_VALUE - 40; // so that it overflows on the way
  private Batches<String, String, Object> batches = batches(spec());

  private static BatchSpec.Builder spec() {
    return BatchSpec.builder().maxBatchSize(2).parallelism(1).maxDelay(Duration.ofNanos(DELAY));
  }

  private Batches<String, String, Object> batches(BatchSpec.Builder spec) {
    return new Batches<>(spec.build(), () -> now);
  }

  private void ask(String... keys) {
    List.of(keys).forEach(batches::ask);
  }

  private @Nullable Set<String> next(boolean hurry) {
    Batch<String, String, Object> batch = batches.next(hurry);
    return batch == null ? null : batch.keys();
  }

  /**
   * Lets the next batch leave, and answers it: "absent", "failed" and "broken" are what they say.
   */
  private void load() {
    Batch<String, String, Object> batch = Objects.requireNonNull(batches.next(IN_A_HURRY));
    Map<String, String> values = new HashMap<>();
    batch.keys().forEach(key -> values.put(key, key + "!"));
    values.keySet().removeAll(Set.of("absent", "failed", "broken"));
    Throwable boom = new IllegalStateException("boom");
    batches.settle(
        batch,
        new BatchOutcome<>(
            values, Map.of("failed", boom), batch.keys().contains("broken") ? boom : null));
  }

  @Test
  void keysGather_inTheOrderOfTheirAsks() {
    ask("b", "a", "c");
    assertThat(next(IN_NO_HURRY)).containsExactly("b", "a");
  }

  @Test
  void keyThatIsKnown_joinsItsLoad() {
    KeyLoad<String, String, Object> first = batches.ask("a");
    assertThat(batches.ask("a")).isSameAs(first);
    assertThat(next(IN_A_HURRY)).containsExactly("a");
    assertThat(batches.ask("a")).as("in flight").isSameAs(first);
    assertThat(next(IN_A_HURRY)).isNull();
  }

  @Test
  void batchThatIsNotFull_leavesOnlyInAHurry() {
    ask("a");
    assertThat(next(IN_NO_HURRY)).isNull();
    assertThat(next(IN_A_HURRY)).containsExactly("a");
  }

  @Test
  void fullBatch_waitsForACallToEnd() {
    ask("a", "b", "c", "d");
    Batch<String, String, Object> first = Objects.requireNonNull(batches.next(IN_NO_HURRY));
    assertThat(next(IN_A_HURRY)).isNull();
    batches.settle(first, new BatchOutcome<>(Map.of(), Map.of(), null));
    assertThat(next(IN_NO_HURRY)).containsExactly("c", "d");
  }

  @Test
  void batchInFlight_isOneUntilSettled() {
    ask("a");
    Batch<String, String, Object> batch = Objects.requireNonNull(batches.next(IN_A_HURRY));
    assertThat(batch.isInFlight()).isTrue();
    batches.settle(batch, new BatchOutcome<>(Map.of("a", "A"), Map.of(), null));
    assertThat(batch.isInFlight()).isFalse();
  }

  @Test
  void delay_countsFromTheFirstKey() {
    assertThat(batches.filling()).isFalse();
    ask("a");
    now += DELAY - 1;
    assertThat(batches.filling()).isTrue();
    assertThat(batches.untilDue()).isEqualTo(1);
    batches.checkDue();
    assertThat(next(IN_NO_HURRY)).isNull();
    now++;
    batches.checkDue();
    assertThat(batches.filling()).as("no further key is waited for").isFalse();
    assertThat(next(IN_NO_HURRY)).containsExactly("a");
  }

  @Test
  void overdueBatch_isNotWaitedForByTheNext() {
    ask("a");
    now += DELAY;
    batches.checkDue();
    load();
    ask("b");
    assertThat(next(IN_NO_HURRY)).isNull();
    assertThat(batches.untilDue()).isEqualTo(DELAY);
  }

  @Test
  void overdueBatch_takesFurtherKeysWhileNoCallIsFree() {
    ask("a", "b");
    Batch<String, String, Object> first = Objects.requireNonNull(batches.next(IN_NO_HURRY));
    ask("c");
    now += DELAY;
    batches.checkDue();
    assertThat(next(IN_NO_HURRY)).isNull();
    ask("d");
    batches.abandon(first);
    assertThat(next(IN_NO_HURRY)).containsExactly("c", "d");
  }

  @Test
  void settledKey_isLoadedAnew() {
    KeyLoad<String, String, Object> first = batches.ask("a");
    load();
    assertThat(first.state()).isEqualTo(KeyLoad.State.LOADED);
    assertThat(first.value()).isEqualTo("a!");
    assertThat(batches.ask("a")).isNotSameAs(first);
  }

  @Test
  void rememberedValue_isUsedUntilItsAge() {
    batches = batches(spec().remember(Duration.ofNanos(100), 9));
    KeyLoad<String, String, Object> first = batches.ask("a");
    load();
    now += 99;
    batches.forgetOld();
    assertThat(batches.ask("a")).isSameAs(first);
    now++;
    batches.forgetOld();
    assertThat(batches.ask("a")).isNotSameAs(first);
  }

  @Test
  void tooManyValues_forgetTheOldest() {
    batches = batches(spec().remember(Duration.ofNanos(100), 2));
    KeyLoad<String, String, Object> a = batches.ask("a");
    KeyLoad<String, String, Object> b = batches.ask("b");
    load();
    KeyLoad<String, String, Object> c = batches.ask("c");
    load();
    assertThat(batches.ask("b")).isSameAs(b);
    assertThat(batches.ask("c")).isSameAs(c);
    assertThat(batches.ask("a")).isNotSameAs(a);
  }

  @Test
  void onlyValuesAreRemembered() {
    batches = batches(spec().maxBatchSize(1).remember(Duration.ofNanos(100), 9));
    for (String key : List.of("absent", "failed", "broken")) {
      KeyLoad<String, String, Object> first = batches.ask(key);
      load();
      assertThat(first.settled()).isTrue();
      assertThat(batches.ask(key)).as(key).isNotSameAs(first);
      load();
    }
  }

  @Test
  void withdrawnKey_isAsIfNeverAskedFor() {
    KeyLoad<String, String, Object> a = batches.ask("a");
    ask("b");
    batches.withdraw(a);
    assertThat(batches.ask("a")).isNotSameAs(a);
    assertThat(next(IN_NO_HURRY)).containsExactly("b", "a");
  }

  @Test
  void lastKeyWithdrawn_takesItsBatchAlong() {
    KeyLoad<String, String, Object> a = batches.ask("a");
    now += DELAY;
    batches.checkDue();
    batches.withdraw(a);
    assertThat(next(IN_A_HURRY)).isNull();
    ask("b");
    assertThat(next(IN_NO_HURRY)).as("is not overdue in its place").isNull();
    assertThat(batches.untilDue()).isEqualTo(DELAY);
  }

  @Test
  void keyThatHasLeft_cannotBeWithdrawn() {
    KeyLoad<String, String, Object> a = batches.ask("a");
    Batch<String, String, Object> batch = Objects.requireNonNull(batches.next(IN_A_HURRY));
    batches.withdraw(a);
    assertThat(batches.ask("a")).isSameAs(a);
    batches.settle(batch, new BatchOutcome<>(Map.of("a", "A"), Map.of(), null));
    batches.withdraw(a);
    assertThat(a.value()).isEqualTo("A");
  }

  @Test
  void abandonedBatch_freesItsCallAndKeys() {
    KeyLoad<String, String, Object> a = batches.ask("a");
    ask("b");
    Batch<String, String, Object> batch = Objects.requireNonNull(batches.next(IN_NO_HURRY));
    batches.abandon(batch);
    assertThat(batch.isInFlight()).isFalse();
    assertThat(batches.ask("a")).isNotSameAs(a);
    assertThat(next(IN_A_HURRY)).containsExactly("a");
  }
}
