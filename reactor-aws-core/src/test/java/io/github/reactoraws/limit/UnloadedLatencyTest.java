package io.github.reactoraws.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnloadedLatencyTest {
  private static final long SECOND = 1_000_000_000;

  private final UnloadedLatency unloaded = new UnloadedLatency();

  @Test
  void beforeTheFirstRound_itIsNotKnown() {
    assertThat(unloaded.nanos()).isInfinite();
  }

  @Test
  void least_isRememberedForTenSecondsAndForgottenAfterTwenty() {
    unloaded.onRound(50, 0);
    for (int second = 1; second <= 40; second++) {
      unloaded.onRound(80, second * SECOND);
      if (second < 20) {
        assertThat(unloaded.nanos()).isEqualTo(50);
      }
    }
    assertThat(unloaded.nanos()).isEqualTo(80);
  }

  @Test
  void less_isBelievedAtOnce() {
    unloaded.onRound(50, 0);
    unloaded.onRound(40, 1);
    assertThat(unloaded.nanos()).isEqualTo(40);
  }
}
