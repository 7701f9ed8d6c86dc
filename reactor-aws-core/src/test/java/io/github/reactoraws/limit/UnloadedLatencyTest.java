package io.github.reactoraws.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class UnloadedLatencyTest {
  private static final long SECOND = 1_000_000_000;
  private static final Offset<Double> NEARLY = within(1e-6);

  private final UnloadedLatency unloaded = new UnloadedLatency();

  @Test
  void beforeTheFirstRound_itIsNotKnown() {
    assertThat(unloaded.nanos()).isInfinite();
  }

  @Test
  void firstRound_standsInUntilTheFirstStretchIsOver() {
    unloaded.onRound(round(32, 40), 0);
    assertThat(unloaded.nanos()).isCloseTo(40, NEARLY);
    unloaded.onRound(round(128, 50), SECOND - 1);
    assertThat(unloaded.nanos()).isCloseTo(40, NEARLY);
    unloaded.onRound(round(128, 50), SECOND);
    assertThat(unloaded.nanos()).isCloseTo(50, NEARLY);
  }

  @Test
  void stretch_takesAnswersEnough() {
    unloaded.onRound(round(32, 40), 0);
    unloaded.onRound(round(127, 50), 5 * SECOND);
    assertThat(unloaded.nanos()).isCloseTo(40, NEARLY);
    unloaded.onRound(round(1, 50), 6 * SECOND);
    assertThat(unloaded.nanos()).isCloseTo(50, NEARLY);
  }

  @Test
  void roundsThatScatter_areTakenTogether() {
    unloaded.onRound(round(128, 50), 0);
    unloaded.onRound(round(128, 50), SECOND);
    unloaded.onRound(round(128, 25), SECOND + SECOND / 2);
    unloaded.onRound(round(128, 100), 2 * SECOND);
    assertThat(unloaded.nanos()).isCloseTo(50, NEARLY);
  }

  @Test
  void least_isRememberedForTenSecondsAndForgottenAfterTwenty() {
    unloaded.onRound(round(128, 50), 0);
    unloaded.onRound(round(128, 50), SECOND);
    for (int second = 2; second <= 40; second++) {
      unloaded.onRound(round(128, 80), second * SECOND);
      if (second < 20) {
        assertThat(unloaded.nanos()).isCloseTo(50, NEARLY);
      }
    }
    assertThat(unloaded.nanos()).isCloseTo(80, NEARLY);
  }

  @Test
  void probe_isBelievedByHalf() {
    unloaded.onRound(round(128, 80), 0);
    unloaded.onProbe(round(32, 20), 1);
    assertThat(unloaded.nanos()).isCloseTo(40, NEARLY);
    unloaded.onProbe(round(32, 20), 2);
    assertThat(unloaded.nanos()).isCloseTo(Math.sqrt(800), NEARLY);
    unloaded.onProbe(round(32, 90), 3);
    assertThat(unloaded.nanos()).isCloseTo(Math.sqrt(800), NEARLY);
  }

  private static Round round(int answers, long latency) {
    Round round = new Round();
    for (int i = 0; i < answers; i++) {
      round.onSuccess(latency, true);
    }
    return round;
  }
}
