package io.github.reactoraws.examples.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumberedTest {
  private final Numbered names = new Numbered("worker-", 120_000);

  @Test
  void everyIndex_comesBack() {
    for (long index = 0; index < 120_000; index += 7) {
      assertThat(names.index(names.name(index))).hasValue(index);
    }
    assertThat(names.name(42)).isEqualTo("worker-00042");
  }

  @Test
  void otherNames_areUnknown() {
    for (String name :
        new String[] {
          "",
          "worker-",
          "worker-42",
          "worker-000042",
          "worker-120000",
          "worker-0004x",
          "job-00042",
          "worker-99999999999999999999"
        }) {
      assertThat(names.index(name)).as(name).isEmpty();
    }
  }
}
