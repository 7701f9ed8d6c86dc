package io.github.reactoraws.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TurnsTest {

  @Test
  void turn_isTheFirstGapThatIsWideEnough() {
    Turns turns = new Turns(10);
    assertThat(turns.reserve(100, 10)).isEqualTo(100);
    assertThat(turns.reserve(100, 10)).isEqualTo(110);
    assertThat(turns.reserve(140, 10)).isEqualTo(140);
    assertThat(turns.reserve(95, 10)).isEqualTo(120);
    assertThat(turns.reserve(115, 10)).isEqualTo(130);
    assertThat(turns.reserve(80, 10)).isEqualTo(80);
    assertThat(turns.reserve(80, 10)).isEqualTo(90);
  }

  @Test
  void turnThatIsOver_stillKeepsOthersApart() {
    Turns turns = new Turns(10);
    turns.reserve(100, 10);
    assertThat(turns.poll()).isEqualTo(100);
    assertThat(turns.reserve(103, 10)).isEqualTo(110);
  }

  @Test
  void fullTurns_keepNoFurtherOneButKeepThemApart() {
    Turns turns = new Turns(1);
    turns.reserve(100, 10);
    assertThat(turns.isFull()).isTrue();
    assertThat(turns.reserve(100, 10)).isEqualTo(110);
    assertThat(turns.reserve(100, 10)).isEqualTo(120);
    turns.poll();
    assertThat(turns.isDue(1_000)).isFalse();
  }

  @Test
  void clockThatOverflows_isNoMatter() {
    Turns turns = new Turns(10);
    long late = Long.MAX_VALUE - 5;
    assertThat(turns.reserve(late, 10)).isEqualTo(late);
    assertThat(turns.reserve(late, 10)).isEqualTo(late + 10);
    assertThat(turns.isDue(late - 1)).isFalse();
    assertThat(turns.isDue(late + 10)).isTrue();
  }

  @Property
  void anyTurns_areApartAndNotTooEarly(
      @ForAll @Size(max = 60) List<@IntRange(max = 500) Integer> earliest,
      @ForAll @IntRange(min = 1, max = 30) int apart) {
    Turns turns = new Turns(100);
    List<Long> taken = new ArrayList<>();
    for (int from : earliest) {
      long at = turns.reserve(from, apart);
      assertThat(at).isGreaterThanOrEqualTo(from);
      assertThat(taken).allMatch(other -> Math.abs(other - at) >= apart);
      taken.add(at);
    }
    taken.sort(null);
    for (long at : taken) {
      assertThat(turns.isDue(at - 1)).isFalse();
      assertThat(turns.poll()).isEqualTo(at);
    }
  }
}
