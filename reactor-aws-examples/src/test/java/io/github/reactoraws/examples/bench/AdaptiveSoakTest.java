package io.github.reactoraws.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdaptiveSoakTest {

  @Test
  void fewSeconds_leaveNothing() throws Exception {
    assertThat(AdaptiveSoak.soak(4)).endsWith("nothing is left");
  }
}
