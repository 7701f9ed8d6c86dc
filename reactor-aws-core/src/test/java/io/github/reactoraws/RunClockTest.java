package io.github.reactoraws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunClockTest {
  private static final long SLOW = RunClock.QUICK_NANOS + 1;

  private long time = 1_000;
  private int readings;
  private final RunClock clock =
      new RunClock(
          () -> {
            readings++;
            return time;
          });

  private void inRun(int elements) {
    for (int i = 0; i < elements; i++) {
      clock.now(true);
    }
  }

  @Test
  void elementsByThemselves_haveEachTheirTime() {
    clock.now(false);
    time++;
    assertThat(clock.now(false)).isEqualTo(1_001);
    time++;
    assertThat(clock.now(false)).isEqualTo(1_002);
  }

  @Test
  void elementBehindARun_hasItsTime() {
    clock.now(false);
    inRun(1_000);
    time += 7;
    assertThat(clock.now(false)).isEqualTo(1_007);
  }

  @Test
  void quickRun_isReadForEvery64thInTheEnd() {
    clock.now(false);
    inRun(10_000);
    readings = 0;
    inRun(64 * 100);
    assertThat(readings).isEqualTo(100);
  }

  @Test
  void slowRun_isReadForEachElement() {
    clock.now(false);
    for (int i = 0; i < 1_000; i++) {
      time += SLOW;
      assertThat(clock.now(true)).isEqualTo(time);
    }
  }

  @Test
  void runThatSlowsDown_isStaleFor63ElementsAtMost() {
    clock.now(false);
    inRun(10_000);
    int stale = 0;
    for (int i = 0; i < 1_000; i++) {
      time += SLOW;
      stale += clock.now(true) == time ? 0 : 1;
    }
    assertThat(stale).isBetween(1, RunClock.MOST_ON_ONE_READING - 1);
  }
}
