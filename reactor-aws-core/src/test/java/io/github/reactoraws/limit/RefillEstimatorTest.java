package io.github.reactoraws.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RefillEstimatorTest {
  private static final long SECOND = 1_000_000_000;

  private final RefillEstimator refill = new RefillEstimator();
  private long now;

  @Test
  void oneThrottle_tellsNothingYet() {
    passed(100, 2);
    empty();
    passed(1, 0.1);
    assertThat(refill.isKnown()).isFalse();
  }

  @Test
  void attemptsBetweenTwoThrottles_areTheRefill() {
    empty();
    passed(40, 2);
    empty();
    passed(1, 0.1);
    assertThat(refill.perSecond()).isCloseTo(20, within(0.1));
  }

  @Test
  void fewAttempts_countWithTheOneThatMayBeLeft() {
    empty();
    passed(4, 1);
    empty();
    passed(1, 0.1);
    assertThat(refill.perSecond()).isCloseTo(5, within(0.01));
  }

  @Test
  void manyMoments_areTakenTogetherUntilTwentyAttempts() {
    for (int i = 0; i < 10; i++) {
      empty();
      passed(5, 1);
    }
    empty();
    passed(1, 0.1);
    assertThat(refill.perSecond()).isCloseTo(5, within(0.01));
  }

  @Test
  void attemptsThatEndLate_countByTheirStart() {
    empty();
    passed(40, 2);
    long lateStart = now - SECOND;
    empty();
    passed(1, 0.1);
    refill.onPassed(lateStart);
    refill.onPassed(lateStart);
    assertThat(refill.perSecond()).isCloseTo(21, within(0.1));
  }

  @Test
  void momentOfWhichAttemptsAreOut_waits() {
    empty();
    passed(40, 2);
    empty();
    passed(1, 0.1);
    now += 2 * SECOND; // 40 more have started, and none has ended
    empty();
    assertThat(refill.perSecond()).isCloseTo(20, within(0.1));
  }

  @Test
  void refillThatFalls_isSeenAfterFourThrottles() {
    empty();
    passed(200, 10);
    empty();
    passed(1, 0.2);
    for (int i = 0; i < 4; i++) {
      empty();
      passed(1, 0.2);
    }
    assertThat(refill.perSecond()).isLessThan(8);
  }

  @Test
  void serverThatThrottlesAll_isGivenNextToNothing() {
    empty();
    passed(200, 10);
    empty();
    passed(1, 0.2);
    for (int i = 0; i < 40; i++) {
      now += SECOND;
      empty();
    }
    assertThat(refill.perSecond()).isLessThan(0.5);
  }

  @Test
  void idleTime_doesNotLowerTheEstimate() {
    empty();
    passed(40, 2);
    empty();
    passed(30, 60);
    refill.onEmpty(now, true);
    passed(1, 0.1);
    assertThat(refill.perSecond()).isCloseTo(20, within(0.1));
  }

  @Test
  void idleTimeWithMoreThanTheEstimate_raisesIt() {
    empty();
    passed(40, 2);
    empty();
    passed(121, 3);
    refill.onEmpty(now, true);
    passed(1, 0.1);
    assertThat(refill.perSecond()).isCloseTo(40, within(0.1));
  }

  @Test
  void memory_isBounded() {
    for (int i = 0; i < 10 * RefillEstimator.MOST_MOMENTS; i++) {
      empty();
      passed(50, 10);
    }
    assertThat(refill.perSecond()).isCloseTo(5, within(0.01));
  }

  private void empty() {
    refill.onEmpty(now, false);
  }

  /** Lets so many attempts pass, evenly over the next seconds. */
  private void passed(int attempts, double seconds) {
    long begin = now;
    for (int i = 1; i <= attempts; i++) {
      refill.onPassed(begin + (long) (seconds * SECOND * i / (attempts + 1)));
    }
    now = begin + (long) (seconds * SECOND);
  }
}
