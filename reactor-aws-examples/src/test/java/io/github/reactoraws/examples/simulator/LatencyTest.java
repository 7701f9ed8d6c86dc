package io.github.reactoraws.examples.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatencyTest {
  private static final int CALLS = 10_000;

  @Test
  void fixed_isTheSameForAll() {
    assertThat(Latency.fixed(Duration.ofMillis(20)).of(7)).isEqualTo(Duration.ofMillis(20));
    assertThat(Latency.none().of(7)).isZero();
  }

  @Test
  void between_staysInItsBounds() {
    Latency latency = Latency.between(Duration.ofMillis(10), Duration.ofMillis(30));
    long[] millis = sorted(latency);
    assertThat(millis[0]).isEqualTo(10);
    assertThat(millis[CALLS / 2]).isBetween(19L, 21L);
    assertThat(millis[CALLS - 1]).isLessThanOrEqualTo(30);
  }

  @Test
  void logNormal_meetsItsMedianAndP99() {
    Latency latency = Latency.logNormal(Duration.ofMillis(50), Duration.ofMillis(400));
    long[] millis = sorted(latency);
    assertThat(millis[CALLS / 2]).isBetween(48L, 52L);
    assertThat(millis[CALLS * 99 / 100]).isBetween(340L, 460L);
  }

  @Test
  void sameSeed_sameDelays() {
    Latency latency = Latency.logNormal(Duration.ofMillis(50), Duration.ofMillis(400));
    assertThat(latency.seeded(3).of(9)).isEqualTo(latency.seeded(3).of(9));
    assertThat(latency.seeded(3).of(9)).isNotEqualTo(latency.seeded(4).of(9));
  }

  @Test
  void impossibleBounds_areNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Latency.between(Duration.ofMillis(2), Duration.ofMillis(1)))
        .withMessage("max must be at least min PT0.002S, was PT0.001S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Latency.fixed(Duration.ofMillis(-1)))
        .withMessage("delay must be zero or more, was PT-0.001S");
  }

  private static long[] sorted(Latency latency) {
    return LongStream.range(0, CALLS).map(call -> latency.of(call).toMillis()).sorted().toArray();
  }
}
