package io.github.reactoraws.examples.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RetryQuotaTest {
  private final RetryQuota quota = new RetryQuota(new SplittableRandom(1));

  @Test
  void quota_isForAHundredRepetitions() {
    for (int i = 0; i < 100; i++) {
      assertThat(quota.take()).isTrue();
    }
    assertThat(quota.take()).isFalse();
    quota.giveBack(2);
    assertThat(quota.take()).isTrue();
    assertThat(quota.take()).isFalse();
  }

  @Test
  void wait_isBelowASecondAndThenBelowTwo() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(quota.backoffNanos(1)).isBetween(0L, 1_000_000_000L);
      assertThat(quota.backoffNanos(2)).isBetween(0L, 2_000_000_000L);
    }
  }
}
