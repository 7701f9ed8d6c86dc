package io.github.reactoraws.examples.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThrottleTest {
  private static final long SECOND = 1_000_000_000;

  private final AtomicLong now = new AtomicLong();
  private final Throttle throttle = new Throttle(1, now::get);
  private final Scope instances = new Scope("1", "eu-west-1", "ec2", "DescribeInstances");

  @Test
  void pagesOfInstances_haveAHundredAndTwentyASecond() {
    assertThat(admitted(throttle, instances, false)).isEqualTo(100);
    now.addAndGet(SECOND);
    assertThat(admitted(throttle, instances, false)).isEqualTo(20);
  }

  @Test
  void everythingAtOnce_hasASmallerBucketOfItsOwn() {
    assertThat(admitted(throttle, instances, true)).isEqualTo(50);
    assertThat(admitted(throttle, instances, false)).isEqualTo(100);
  }

  @Test
  void accountsRegionsAndOperations_doNotTouchEachOther() {
    assertThat(admitted(throttle, instances, false)).isEqualTo(100);
    assertThat(admitted(throttle, new Scope("2", "eu-west-1", "ec2", "DescribeInstances"), false))
        .isEqualTo(100);
    assertThat(admitted(throttle, new Scope("1", "eu-west-2", "ec2", "DescribeInstances"), false))
        .isEqualTo(100);
    assertThat(admitted(throttle, new Scope("1", "eu-west-1", "ec2", "DescribeImages"), false))
        .isEqualTo(100);
  }

  @Test
  void lambdaControlPlane_isOneBucketApartFromGetFunction() {
    assertThat(admitted(throttle, lambda("ListFunctions"), false)).isEqualTo(15);
    assertThat(admitted(throttle, lambda("ListTags"), false)).isZero();
    assertThat(admitted(throttle, lambda("GetFunction"), false)).isEqualTo(100);
  }

  @Test
  void listExecutions_hasMoreInBigRegions() {
    assertThat(admitted(throttle, executions("us-east-1"), false)).isEqualTo(200);
    assertThat(admitted(throttle, executions("eu-north-1"), false)).isEqualTo(100);
  }

  @Test
  void factor_refillsFasterAndKeepsTheSize() {
    Throttle faster = new Throttle(10, now::get);
    assertThat(admitted(faster, instances, false)).isEqualTo(100);
    now.addAndGet(SECOND / 4);
    assertThat(admitted(faster, instances, false)).isEqualTo(50);
  }

  @Test
  void unthrottled_admitsAll() {
    Throttle none = new Throttle(Double.POSITIVE_INFINITY, now::get);
    assertThat(admitted(none, instances, true)).isEqualTo(1_000);
  }

  private static Scope lambda(String operation) {
    return new Scope("1", "eu-west-1", "lambda", operation);
  }

  private static Scope executions(String region) {
    return new Scope("1", region, "states", "ListExecutions");
  }

  private static int admitted(Throttle throttle, Scope scope, boolean everything) {
    int admitted = 0;
    for (int i = 0; i < 1_000; i++) {
      admitted += throttle.admits(scope, everything) ? 1 : 0;
    }
    return admitted;
  }
}
