package io.github.reactoraws.examples.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdsTest {
  private final Ids ids = new Ids("i-", 42, 100_000);

  @Test
  void everyIndex_hasItsOwnIdAndComesBack() {
    Set<String> seen = new HashSet<>();
    for (long index = 0; index < 100_000; index++) {
      String id = ids.id(index);
      assertThat(seen.add(id)).isTrue();
      assertThat(ids.index(id)).hasValue(index);
    }
    assertThat(seen).allMatch(id -> id.matches("i-0[0-9a-f]{16}"));
  }

  @Test
  void idBehindTheLast_isUnknown() {
    assertThat(ids.index(ids.id(100_000))).isEmpty();
    assertThat(ids.index(ids.id(-1))).isEmpty();
  }

  @Test
  void otherKey_knowsNoneOfThem() {
    Ids others = new Ids("i-", 43_000_000, 100_000);
    assertThat(others.index(ids.id(5))).isEmpty();
  }

  @Test
  void strangeText_isMalformed() {
    assertThat(ids.wellFormed("i-0123456789abcdef0")).isTrue();
    assertThat(ids.wellFormed("i-01234567")).as("AWS's older ids").isTrue();
    for (String bad :
        new String[] {"", "i-", "vol-01234567", "i-0123", "i-0123456G", "I-01234567"}) {
      assertThat(ids.wellFormed(bad)).as(bad).isFalse();
      assertThat(ids.index(bad)).as(bad).isEmpty();
    }
    assertThat(ids.index("i-01234567")).isEmpty();
    assertThat(ids.index("i-1123456789abcdef0")).isEmpty();
  }
}
