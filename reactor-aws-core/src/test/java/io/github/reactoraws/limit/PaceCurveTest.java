package io.github.reactoraws.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class PaceCurveTest {

  @Test
  void pace_beginsAtHalfAndIsTheRefillAtThePlateau() {
    double plateau = PaceCurve.plateauSeconds(16) * 1e9;
    assertThat(plateau).isEqualTo(4.5e9);
    assertThat(PaceCurve.at(0, 16)).isEqualTo(8);
    assertThat(PaceCurve.at(plateau, 16)).isEqualTo(16);
    assertThat(PaceCurve.at(2 * plateau, 16)).isEqualTo(24);
  }

  @Test
  void throttleThatIsOverdue_letsThePaceGrowSteeply() {
    double plateau = PaceCurve.plateauSeconds(5) * 1e9;
    assertThat(PaceCurve.at(2.3 * plateau, 5)).isGreaterThan(20);
  }

  @Property
  void untilTheThrottleIsDue_asManyStartAsTokensCome(
      @ForAll @DoubleRange(min = 0.1, max = 5_000) double refill) {
    double seconds = 2 * PaceCurve.plateauSeconds(refill);
    double starts = 0;
    int slices = 1_000;
    for (int i = 0; i < slices; i++) {
      starts += PaceCurve.at((i + 0.5) / slices * seconds * 1e9, refill) * seconds / slices;
    }
    assertThat(starts).isCloseTo(refill * seconds, within(refill * seconds * 1e-3));
  }

  @Property
  void pace_neverFallsUntilTheNextThrottle(
      @ForAll @DoubleRange(min = 0.1, max = 5_000) double refill,
      @ForAll @DoubleRange(max = 20e9) double nanos,
      @ForAll @DoubleRange(max = 5e9) double more) {
    assertThat(PaceCurve.at(nanos + more, refill))
        .isGreaterThanOrEqualTo(PaceCurve.at(nanos, refill));
  }
}
