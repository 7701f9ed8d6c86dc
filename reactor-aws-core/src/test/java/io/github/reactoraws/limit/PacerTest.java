package io.github.reactoraws.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PacerTest {
  private static final long MS = 1_000_000;

  private final Pacer pacer = new Pacer(); // of a test; a property makes its own

  @Test
  void start_costsOneTokensTime() {
    pacer.advance(0, 10);
    assertThat(pacer.nanosUntilStart(10)).isZero();
    pacer.onStart();
    assertThat(pacer.nanosUntilStart(10)).isEqualTo(100 * MS);
    pacer.advance(60 * MS, 10);
    assertThat(pacer.nanosUntilStart(10)).isEqualTo(40 * MS);
  }

  @Test
  void startThatComesLate_doesNotCostTheNextItsTurn() {
    pacer.advance(0, 10);
    pacer.onStart();
    pacer.advance(130 * MS, 10); // 30 ms late
    pacer.onStart();
    assertThat(pacer.nanosUntilStart(10)).isEqualTo(70 * MS);
  }

  @Test
  void longRest_bringsNoMoreThanFiftyMilliseconds() {
    pacer.advance(0, 100);
    pacer.onStart();
    assertThat(pacer.advance(1_000 * MS, 100)).isEqualTo(940 * MS);
    for (int i = 0; i < 6; i++) {
      assertThat(pacer.nanosUntilStart(100)).isZero();
      pacer.onStart();
    }
    assertThat(pacer.nanosUntilStart(100)).isEqualTo(10 * MS);
  }

  @Test
  void reservedTurn_holdsUpStartsOnlyJustBefore() {
    pacer.advance(0, 10);
    pacer.onStart();
    assertThat(pacer.reserve(500 * MS, 10)).isEqualTo(500 * MS);
    for (int i = 1; i <= 3; i++) {
      pacer.advance(i * 100L * MS, 10);
      assertThat(pacer.nanosUntilStart(10)).isZero();
      pacer.onStart();
    }
    pacer.advance(400 * MS, 10);
    assertThat(pacer.nanosUntilStart(10)).isEqualTo(100 * MS);
    pacer.advance(500 * MS, 10);
    assertThat(pacer.nanosUntilStart(10)).isZero();
  }

  @Test
  void reservedTurns_keepToTheRate() {
    pacer.advance(0, 10);
    assertThat(pacer.reserve(0, 10)).isZero();
    assertThat(pacer.reserve(0, 10)).isEqualTo(100 * MS);
    assertThat(pacer.reserve(0, 10)).isEqualTo(200 * MS);
  }

  @Test
  void tooManyReservations_takeTheirTokensAtOnce() {
    pacer.advance(0, 10);
    long far = 1_000_000 * MS;
    for (int i = 0; i < Pacer.MOST_RESERVED; i++) {
      pacer.reserve(far, 10);
    }
    assertThat(pacer.nanosUntilStart(10)).isZero();
    assertThat(pacer.reserve(far, 10)).isEqualTo(far + Pacer.MOST_RESERVED * 100 * MS);
    assertThat(pacer.nanosUntilStart(10)).isEqualTo(100 * MS);
  }

  @Test
  void clockThatStartsAnywhere_isNoMatter() {
    long now = Long.MAX_VALUE - 50 * MS;
    pacer.advance(now, 10);
    pacer.onStart();
    assertThat(pacer.reserve(now + 60 * MS, 10)).isEqualTo(now + 60 * MS);
    pacer.advance(now + 300 * MS, 10);
    assertThat(pacer.nanosUntilStart(10)).isZero();
  }

  @Test
  void slowestRate_overflowsNothing() {
    double slow = Double.MIN_VALUE;
    pacer.advance(0, slow);
    pacer.onStart();
    assertThat(pacer.nanosUntilStart(slow)).isGreaterThan(0);
    assertThat(pacer.reserve(0, slow)).isZero();
    assertThat(pacer.reserve(0, slow)).isGreaterThan(0);
    pacer.advance(1_000 * MS, slow);
    assertThat(pacer.nanosUntilStart(slow)).isGreaterThan(0);
  }

  @Property(tries = 300)
  void anyInterval_hasNoMoreStartsThanTheRateAllows(
      @ForAll @DoubleRange(min = 0.5, max = 2_000) double rate,
      @ForAll @Size(max = 300) List<@IntRange(min = -40, max = 60) Integer> steps) {
    Pacer pacer = new Pacer();
    long now = 0;
    List<Long> starts = new ArrayList<>();
    for (int step : steps) {
      if (step < 0) { // a throttled attempt is to be repeated after a while
        pacer.advance(now, rate);
        starts.add(pacer.reserve(now - step * 10L * MS, rate));
      } else {
        now += step * MS;
        pacer.advance(now, rate);
        while (pacer.nanosUntilStart(rate) == 0) {
          pacer.onStart();
          starts.add(now);
        }
      }
    }
    starts.sort(null);
    double mostAhead = 0; // starts of any interval that the rate alone does not allow
    for (int from = 0; from < starts.size(); from++) {
      for (int to = from; to < starts.size(); to++) {
        double seconds = (starts.get(to) - starts.get(from)) / 1e9;
        mostAhead = Math.max(mostAhead, to - from + 1 - rate * seconds);
      }
    }
    assertThat(mostAhead).isLessThanOrEqualTo(Pacer.full(rate) + 1 + 1e-3);
  }
}
