package io.github.reactoraws.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LimitsTest {

  @Test
  void badValue_isNamedAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Limits.fixed(0))
        .withMessage("limit must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Limits.bottleneck(0, 10))
        .withMessage("initial must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Limits.bottleneck(6, 5))
        .withMessage("max must be at least initial 6, was 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Limits.fixedRate(0))
        .withMessage("perSecond must be more than 0 and finite, was 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Limits.fixedRate(Double.NaN))
        .withMessage("perSecond must be more than 0 and finite, was NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Limits.fixedRate(Double.POSITIVE_INFINITY))
        .withMessage("perSecond must be more than 0 and finite, was Infinity");
  }

  @Test
  void fixedLimit_staysAsItIs() {
    Limit limit = Limits.fixed(16);
    limit.onSample(new Sample(0, 1_000_000, 16, Outcome.FAILED));
    assertThat(limit.limit()).isEqualTo(16);
  }

  @Test
  void bottleneck_startsWhereItIsTold() {
    assertThat(Limits.bottleneck().limit()).isEqualTo(5);
    assertThat(Limits.bottleneck(3, 3).limit()).isEqualTo(3);
  }

  @Test
  void unlimitedRate_holdsUpNothing() {
    Rate rate = Limits.unlimitedRate();
    rate.onSample(new Sample(0, 1, 1, Outcome.THROTTLED));
    rate.onStart(1);
    assertThat(rate.nanosUntilStart(1)).isZero();
    assertThat(rate.reserve(1, 5)).isEqualTo(5);
    assertThat(rate.perSecond()).isInfinite();
  }

  @Test
  void fixedRate_spacesStarts() {
    Rate rate = Limits.fixedRate(4);
    rate.onStart(0);
    assertThat(rate.nanosUntilStart(0)).isEqualTo(250_000_000);
    assertThat(rate.nanosUntilStart(250_000_000)).isZero();
  }
}
