package io.github.reactoraws.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LearnedRateTest {
  private static final long MS = 1_000_000;
  private static final long LATENCY = 20 * MS;

  private final LearnedRate rate = new LearnedRate();
  private long now;

  @Test
  void beforeTheFirstThrottle_nothingIsHeldUp() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(rate.nanosUntilStart(now)).isZero();
      start(Outcome.SUCCEEDED);
    }
    assertThat(rate.perSecond()).isInfinite();
    assertThat(rate.reserve(now, now + 7)).isEqualTo(now + 7);
  }

  @Test
  void firstThrottle_pausesAndThenSearches() {
    start(Outcome.THROTTLED);
    assertThat(rate.nanosUntilStart(now)).isGreaterThanOrEqualTo(150 * MS);
    assertThat(rate.reserve(now, now)).isEqualTo(now + 150 * MS);
    double first = rate.perSecond();
    assertThat(first).isEqualTo(5);
    now += 150 * MS;
    long end = now + 500 * MS;
    for (; now < end; now += MS) {
      if (rate.nanosUntilStart(now) == 0) {
        rate.onStart(now);
      }
    }
    assertThat(rate.perSecond()).isCloseTo(4 * first, within(0.5));
  }

  @Test
  void oldNews_changesNothing() {
    start(Outcome.THROTTLED);
    long before = now - MS;
    rate.nanosUntilStart(now + 500 * MS);
    double pace = rate.perSecond();
    now += 500 * MS;
    rate.onSample(new Sample(before, now, 5, Outcome.THROTTLED));
    assertThat(rate.perSecond()).isEqualTo(pace);
  }

  @Test
  void bucketOfTwenty_isLearnedWithinTenSeconds() {
    ServerBucket server = new ServerBucket(20);
    server.run(10);
    long served = server.served;
    server.run(60);
    assertThat((server.served - served) / 60.0).isBetween(19.0, 20.5);
    assertThat(server.throttled).isLessThan(16);
  }

  @Test
  void restOfDemand_doesNotGrowThePace() {
    ServerBucket server = new ServerBucket(20);
    server.run(30);
    double pace = rate.perSecond();
    for (int i = 0; i < 600; i++) {
      now += 200 * MS;
      assertThat(rate.nanosUntilStart(now)).isZero();
      start(Outcome.SUCCEEDED);
    }
    assertThat(rate.perSecond()).isCloseTo(pace, within(0.1 * pace));
  }

  @Test
  void serverThatRefusesAll_isHardlyAsked() {
    for (int i = 0; i < 60; i++) {
      now += rate.nanosUntilStart(now);
      start(Outcome.THROTTLED);
    }
    long before = now;
    for (int i = 0; i < 10; i++) {
      now += rate.nanosUntilStart(now);
      start(Outcome.THROTTLED);
    }
    assertThat(now - before).isGreaterThan(5_000 * MS);
    assertThat(rate.perSecond()).isGreaterThan(0);
  }

  @Test
  void repetition_isNeverTooEarlyAndKeepsToThePace() {
    new ServerBucket(20).run(30);
    double pace = rate.perSecond();
    long first = rate.reserve(now, now + 40 * MS);
    long second = rate.reserve(now, now + 40 * MS);
    assertThat(first).isGreaterThanOrEqualTo(now + 40 * MS);
    assertThat((second - first) / 1e9).isCloseTo(1 / pace, within(0.1 / pace));
  }

  /** Starts an attempt at {@code now} and tells its end. */
  private void start(Outcome outcome) {
    rate.onStart(now);
    rate.onSample(new Sample(now, now + LATENCY, 1, outcome));
    now += LATENCY;
  }

  /** A server with a token bucket that is empty at first, asked one attempt after the other. */
  private final class ServerBucket {
    private final double refill;
    private double tokens;
    private long filledTo = now;
    private long served;
    private int throttled;

    ServerBucket(double refill) {
      this.refill = refill;
    }

    void run(double seconds) {
      long end = now + (long) (seconds * 1e9);
      while (now < end) {
        now += rate.nanosUntilStart(now);
        tokens += (now - filledTo) * refill / 1e9;
        filledTo = now;
        if (tokens >= 1) {
          tokens--;
          served++;
          start(Outcome.SUCCEEDED);
        } else {
          throttled++;
          start(Outcome.THROTTLED);
        }
      }
    }
  }
}
