package io.github.reactoraws.adaptive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.call.CallScope;
import io.github.reactoraws.metrics.Meter;
import io.github.reactoraws.metrics.Recorder;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.test.scheduler.VirtualTimeScheduler;

class LimitersTest {
  private static final CallScope HERE =
      new CallScope("123456789012", "eu-west-1", "ec2", "DescribeInstances");

  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final List<String> watched = new ArrayList<>();
  private final Limiters limiters =
      Limiters.of(
          LimiterSpec.builder()
              .idleFor(Duration.ofMinutes(1))
              .scheduler(time)
              .recorder(new Watcher("none"))
              .build());

  @Test
  void sameScope_hasTheSameLimiter() {
    assertThat(limiters.of(HERE)).isSameAs(limiters.of(HERE.inAccount("123456789012")));
  }

  @Test
  void otherAccount_hasAnotherLimiter() {
    assertThat(limiters.of(HERE)).isNotSameAs(limiters.of(HERE.inAccount("210987654321")));
  }

  @ParameterizedTest
  @CsvSource({
    "lambda, ListFunctions, GetFunctionConfiguration, true",
    "lambda, ListFunctions, GetFunction, false",
    "lambda, ListFunctions, Invoke, false",
    "ec2, DescribeVpcs, DescribeSubnets, false"
  })
  void operationsWithOneQuota_shareALimiter(
      String service, String one, String other, boolean shared) {
    Limiter first = limiters.of(new CallScope("a", "r", service, one));
    Limiter second = limiters.of(new CallScope("a", "r", service, other));
    assertThat(first == second).isEqualTo(shared);
  }

  @Test
  void figures_areTakenByScope() {
    limiters.of(HERE);
    assertThat(watched).contains(HERE + " LIMITER_LIMIT");
  }

  @Test
  void idleLimiterThatIsHeld_staysTheSame() {
    Limiter held = limiters.of(HERE);
    try {
      pass(5);
      limiters.of(HERE.inAccount("other"));
      System.gc();
      assertThat(limiters.of(HERE)).isSameAs(held);
    } finally {
      Reference.reachabilityFence(held);
    }
  }

  @Test
  void idleLimiterThatNobodyHolds_isDroppedWithItsGauges() {
    limiters.of(HERE);
    pass(5);
    boolean dropped = false;
    for (int i = 0; i < 50 && !dropped; i++) {
      System.gc();
      limiters.of(HERE.inAccount("other"));
      pass(2);
      dropped = !watched.contains(HERE + " LIMITER_LIMIT");
    }
    assertThat(dropped).isTrue();
  }

  private void pass(long minutes) {
    time.advanceTimeBy(Duration.ofMinutes(minutes));
  }

  /** Knows what is watched. */
  private final class Watcher implements Recorder {
    private final String scope;

    Watcher(String scope) {
      this.scope = scope;
    }

    @Override
    public void count(Meter meter, long amount) {}

    @Override
    public Recorder within(CallScope inner) {
      return new Watcher(inner.toString());
    }

    @Override
    public Runnable watch(Meter meter, DoubleSupplier value) {
      String what = scope + " " + meter;
      watched.add(what);
      return () -> watched.remove(what);
    }
  }
}
