package io.github.reactoraws.examples.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MixTest {
  private final Random random = new Random(7);

  @Test
  void anyNumber_comesBack() {
    for (int i = 0; i < 10_000; i++) {
      long value = random.nextLong();
      assertThat(Mix.unmix(Mix.mix(value))).isEqualTo(value);
    }
  }

  @Test
  void reference_isSplitMix64() {
    // the first outputs of SplitMix64 seeded with 0, as its authors' reference code prints them
    assertThat(Mix.mix(0x9e3779b97f4a7c15L)).isEqualTo(0xe220a8397b1dcdafL);
    assertThat(Mix.mix(0x3c6ef372fe94f82aL)).isEqualTo(0x6e789e6aa1b965f4L);
  }

  @Test
  void below_reachesAllNumbersAndNoOther() {
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      seen.add(Mix.below(7, random.nextLong()));
    }
    assertThat(seen).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void keys_differByNameAndByKey() {
    assertThat(Mix.key(1, "ab")).isNotEqualTo(Mix.key(1, "ba")).isNotEqualTo(Mix.key(2, "ab"));
  }
}
