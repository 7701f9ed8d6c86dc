package io.github.reactoraws.limit;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BottleneckLimitTest {
  private static final long MS = 1_000_000;

  private final BottleneckLimit limit = new BottleneckLimit(5, 100);
  private long now;

  @Test
  void serverWithRoom_letsTheLimitGrowByOneForThirtyAnswers() {
    answers(300, 50, Outcome.SUCCEEDED);
    assertThat(limit.limit()).isBetween(13, 15);
  }

  @Test
  void limit_neverExceedsItsMost() {
    answers(50_000, 50, Outcome.SUCCEEDED);
    assertThat(limit.limit()).isEqualTo(100);
  }

  @Test
  void callsBelowTheLimit_doNotGrowIt() {
    for (int i = 0; i < 10_000; i++) {
      answer(50, 2, Outcome.SUCCEEDED);
    }
    assertThat(limit.limit()).isEqualTo(5);
  }

  @Test
  void throttles_areNoGoodLatency() {
    answers(300, 50, Outcome.SUCCEEDED);
    int before = limit.limit();
    answers(10_000, 1, Outcome.THROTTLED);
    assertThat(limit.limit()).isEqualTo(before);
    answers(32, 50, Outcome.SUCCEEDED);
    assertThat(limit.limit()).isGreaterThanOrEqualTo(before);
  }

  @Test
  void ignored_tellsNothing() {
    answers(10_000, 1, Outcome.IGNORED);
    assertThat(limit.limit()).isEqualTo(5);
  }

  @Test
  void latencyThatDoubles_shrinksTheLimit() {
    answers(1_000, 50, Outcome.SUCCEEDED);
    int before = limit.limit();
    answers(10 * before, 100, Outcome.SUCCEEDED);
    assertThat(limit.limit()).isLessThan(before / 2);
  }

  @Test
  void oneCallThatHangs_hardlyMatters() {
    answers(300, 50, Outcome.SUCCEEDED);
    int before = limit.limit();
    answer(30_000, before, Outcome.SUCCEEDED);
    answers(40, 50, Outcome.SUCCEEDED);
    assertThat(limit.limit()).isGreaterThanOrEqualTo(before - 2);
  }

  @Test
  void manyFailures_lowerTheLimitMildlyAndNotBelowOne() {
    answers(300, 50, Outcome.SUCCEEDED);
    int before = limit.limit();
    answers(32, 50, Outcome.FAILED);
    assertThat(limit.limit()).isBetween((int) (0.8 * before), before - 1);
    answers(10_000, 50, Outcome.FAILED);
    assertThat(limit.limit()).isEqualTo(1);
  }

  @Test
  void fewFailures_areNoMatter() {
    for (int i = 0; i < 300; i++) {
      answer(50, limit.limit(), i % 20 == 0 ? Outcome.FAILED : Outcome.SUCCEEDED);
    }
    assertThat(limit.limit()).isGreaterThan(10);
  }

  @Test
  void queueOfItsOwn_isLookedBehindEachTenSeconds() {
    answers(1_000, 50, Outcome.SUCCEEDED);
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < 20_000; i++) {
      int now = limit.limit();
      answer(50 * Math.max(1, now / 20.0), now, Outcome.SUCCEEDED);
      least = Math.min(least, limit.limit());
    }
    assertThat(least).isBetween(12, 17); // 0.7 of about 22
    assertThat(limit.limit()).isBetween(20, 24);
  }

  @Property(tries = 20)
  void anyServer_isFoundFromBothSides(@ForAll @IntRange(min = 10, max = 80) int workers) {
    for (int initial : new int[] {5, 100}) {
      BottleneckLimit each = new BottleneckLimit(initial, 100);
      long end = now + 300_000 * MS;
      while (now < end) {
        int inFlight = each.limit();
        answer(each, 50 * Math.max(1, (double) inFlight / workers), inFlight, Outcome.SUCCEEDED);
      }
      assertThat((double) each.limit()).isBetween(0.7 * workers, 1.15 * workers + 2);
    }
  }

  private void answers(int count, double latencyMillis, Outcome outcome) {
    for (int i = 0; i < count; i++) {
      answer(latencyMillis, limit.limit(), outcome);
    }
  }

  /** One answer, of as many as are in flight at once. */
  private void answer(double latencyMillis, int inFlight, Outcome outcome) {
    answer(limit, latencyMillis, inFlight, outcome);
  }

  private void answer(BottleneckLimit told, double latencyMillis, int inFlight, Outcome outcome) {
    long latency = (long) (latencyMillis * MS);
    now += latency / inFlight;
    told.onSample(new Sample(now - latency, now, inFlight, outcome));
  }
}
