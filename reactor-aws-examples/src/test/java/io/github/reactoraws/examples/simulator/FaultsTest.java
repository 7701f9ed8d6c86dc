package io.github.reactoraws.examples.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private static final int CALLS = 20_000;

  private final Faults twoInAHundred = Faults.seeded(42).rate(Fault.RESET, 0.02);

  @Test
  void rate_isMetOverManyCalls() {
    assertThat(count(twoInAHundred, Fault.RESET)).isBetween(340L, 460L);
  }

  @Test
  void ratesOfSeveralFaults_addUp() {
    Faults both = twoInAHundred.rate(Fault.THROTTLE, 0.5);
    assertThat(count(both, Fault.RESET)).isBetween(340L, 460L);
    assertThat(count(both, Fault.THROTTLE)).isBetween(9_700L, 10_300L);
  }

  @Test
  void sameSeed_sameSchedule() {
    Faults again = Faults.seeded(42).rate(Fault.RESET, 0.02);
    assertThat(schedule(again)).isEqualTo(schedule(twoInAHundred));
    assertThat(schedule(Faults.seeded(43).rate(Fault.RESET, 0.02)))
        .isNotEqualTo(schedule(twoInAHundred));
  }

  @Test
  void plannedFault_meetsItsCallAlone() {
    Faults planned = Faults.none().at("ListRoles", 3, Fault.REPEATED_TOKEN);
    assertThat(planned.of("ListRoles", 2)).isEmpty();
    assertThat(planned.of("ListRoles", 3)).contains(Fault.REPEATED_TOKEN);
    assertThat(planned.of("GetRole", 3)).isEmpty();
  }

  @Test
  void impossibleRates_areNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> twoInAHundred.rate(Fault.THROTTLE, 1.5))
        .withMessage("rate of THROTTLE must be 0 to 1, was 1.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> twoInAHundred.rate(Fault.THROTTLE, 0.99))
        .withMessageStartingWith("rates together must be at most 1, were 1.01");
  }

  private static long count(Faults faults, Fault wanted) {
    return LongStream.range(1, CALLS)
        .filter(call -> faults.of("DescribeInstances", call).filter(wanted::equals).isPresent())
        .count();
  }

  private static long[] schedule(Faults faults) {
    return LongStream.range(1, CALLS)
        .filter(call -> faults.of("DescribeInstances", call).isPresent())
        .toArray();
  }
}
