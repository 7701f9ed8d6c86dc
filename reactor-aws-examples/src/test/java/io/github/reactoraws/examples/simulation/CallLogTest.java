package io.github.reactoraws.examples.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallLogTest {
  private static final long SECOND = 1_000_000_000;

  private final CallLog log = new CallLog();

  @Test
  void calls_countInThePartInWhichTheyEnd() {
    log.onSucceeded(0, SECOND);
    log.onSucceeded(0, 2 * SECOND);
    log.onSucceeded(SECOND, 2 * SECOND);
    assertThat(log.succeeded(0, 1)).isZero();
    assertThat(log.succeeded(1, 2)).isEqualTo(1);
    assertThat(log.succeeded(1, 3)).isEqualTo(3);
    assertThat(log.latency(1, 0, 3)).isEqualTo(2);
    assertThat(log.latency(0, 0, 3)).isEqualTo(1);
    assertThat(log.latency(0.5, 5, 6)).isNaN();
  }

  @Test
  void rate_isReachedAtTheEndOfTheFirstWindowThatShowsIt() {
    for (int i = 1; i <= 100; i++) {
      long end = i <= 10 ? i * SECOND : 10 * SECOND + (i - 10) * SECOND / 10;
      log.onSucceeded(end - 1, end);
    }
    assertThat(log.secondsUntil(0, 10, 1)).isBetween(10.9, 11.2);
    assertThat(log.secondsUntil(0, 11, 1)).isInfinite();
  }

  @Test
  void throttles_areAShareOfTheAttempts() {
    assertThat(log.throttledShare()).isZero();
    for (int inFlight = 1; inFlight <= 4; inFlight++) {
      log.onAttempt(inFlight);
    }
    log.onThrottled();
    assertThat(log.throttledShare()).isEqualTo(0.25);
    assertThat(log.mostInFlight()).isEqualTo(4);
  }
}
