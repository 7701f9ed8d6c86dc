package io.github.reactoraws.cache.tier.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.cache.key.CacheKey;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.Test;

class ExpirySweepTest {
  private final ConcurrentMap<CacheKey, HeldList> lists = new ConcurrentHashMap<>();
  private final ExpirySweep sweep = new ExpirySweep(lists);

  private void hold(String name, long until) {
    lists.put(
        CacheKey.of("sweep", name),
        new HeldList("any", new Object[0], new int[0], 0, 0, until, 0, 0));
  }

  private void steps(int count, long now) {
    for (int i = 0; i < count; i++) {
      sweep.step(now);
    }
  }

  @Test
  void aQuarterAsManyStepsAsLists_removeAllThatHaveExpired() {
    for (int i = 0; i < 100; i++) {
      hold("short" + i, 1_000);
      hold("long" + i, 1_001);
    }

    steps(50, 999);
    assertThat(lists).hasSize(200);
    steps(50, 1_000);
    assertThat(lists.keySet()).hasSize(100).allMatch(key -> key.path().contains("long"));
  }

  @Test
  void oneStep_looksAtAFewOnly() {
    for (int i = 0; i < 100; i++) {
      hold("n" + i, 1_000);
    }

    sweep.step(1_000);

    assertThat(lists).hasSize(96);
  }

  @Test
  void clockThatHasPassedItsLargestValue_expiresWhatIsDueAndNothingElse() {
    hold("due", Long.MAX_VALUE);
    hold("later", Long.MIN_VALUE + 10);

    steps(2, Long.MIN_VALUE);

    assertThat(lists.keySet()).containsExactly(CacheKey.of("sweep", "later"));
  }

  @Test
  void noLists_areSweptWithoutHarm() {
    steps(3, 0);

    assertThat(lists).isEmpty();
  }
}
