package io.github.reactoraws;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TokenLoopTest {
  @Test
  void tokenThatFollowsItself_isSeenAtOnce() {
    TokenLoop<String> loop = new TokenLoop<>();

    for (String token : new String[] {"a", "b", "c", "d"}) {
      assertThat(loop.add(token)).isTrue();
    }
    assertThat(loop.add("d")).isFalse();
  }

  @Property
  void circle_isSeenWithinThreeRounds(
      @ForAll @IntRange(max = 200) int lead, @ForAll @IntRange(min = 1, max = 200) int circle) {
    TokenLoop<Integer> loop = new TokenLoop<>();
    int pages = 0;
    while (loop.add(pages < lead ? pages : lead + (pages - lead) % circle)) {
      pages++;
      assertThat(pages).isLessThanOrEqualTo(3 * (lead + circle));
    }
    assertThat(pages)
        .as("no circle is seen before it closes")
        .isGreaterThanOrEqualTo(lead + circle);
  }

  @Property(tries = 5)
  void straightLine_isNeverTakenForACircle(
      @ForAll @IntRange(min = 1_000, max = 100_000) int length) {
    TokenLoop<Integer> loop = new TokenLoop<>();
    for (int token = 0; token < length; token++) {
      assertThat(loop.add(token)).isTrue();
    }
  }
}
