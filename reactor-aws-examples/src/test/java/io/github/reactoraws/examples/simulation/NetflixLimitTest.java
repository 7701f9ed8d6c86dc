package io.github.reactoraws.examples.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.netflix.concurrency.limits.limit.AIMDLimit;
import io.github.reactoraws.limit.Outcome;
import io.github.reactoraws.limit.Sample;
import org.junit.jupiter.api.Test;

class NetflixLimitTest {
  private final NetflixLimit limit =
      new NetflixLimit(
          AIMDLimit.newBuilder().initialLimit(10).minLimit(1).backoffRatio(0.9).build());

  @Test
  void success_growsIt() {
    limit.onSample(new Sample(0, 1_000, 10, Outcome.SUCCEEDED));
    assertThat(limit.limit()).isEqualTo(11);
  }

  @Test
  void throttle_isADrop() {
    limit.onSample(new Sample(0, 1_000, 10, Outcome.THROTTLED));
    assertThat(limit.limit()).isEqualTo(9);
  }

  @Test
  void ignored_isNotTold() {
    limit.onSample(new Sample(0, 1_000, 10, Outcome.IGNORED));
    assertThat(limit.limit()).isEqualTo(10);
  }
}
