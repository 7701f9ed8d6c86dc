package io.github.reactoraws.examples.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Instance;

class EstateTest {
  private static final List<String> ACCOUNTS = List.of("111111111111", "222222222222");
  private static final List<String> REGIONS = List.of("us-east-1", "eu-west-1", "eu-north-1");

  @Test
  void ofResources_comesCloseToTheTotal() {
    for (long total : new long[] {1_000, 2_500, 10_000, 100_000, 1_000_000, 20_000_000}) {
      assertThat(Estate.ofResources(1, ACCOUNTS, REGIONS, total).resources())
          .as("%d asked", total)
          .isCloseTo(total, withinPercentage(3));
    }
  }

  @Test
  void ofResources_hasNoCloserNeighbour() {
    for (long total = 500; total < 20_000; total += 371) {
      Estate chosen = Estate.ofResources(1, ACCOUNTS, REGIONS, total);
      long distance = Math.abs(chosen.resources() - total);
      for (long neighbour : new long[] {chosen.instances() - 1, chosen.instances() + 1}) {
        Estate other = new Estate(1, ACCOUNTS, REGIONS, neighbour);
        assertThat(Math.abs(other.resources() - total)).isGreaterThanOrEqualTo(distance);
      }
    }
  }

  @Test
  void ofResources_growsWithTheTotal() {
    long before = 0;
    for (long total = 1; total < 3_000; total += 7) {
      long instances = Estate.ofResources(1, ACCOUNTS, REGIONS, total).instances();
      assertThat(instances).isGreaterThanOrEqualTo(before);
      before = instances;
    }
  }

  @Test
  void hundredThousandResources_haveFewStateMachinesAndSomeHundredFunctions() {
    Sizes sizes = new Sizes(Estate.ofResources(1, ACCOUNTS, REGIONS, 100_000).instances());
    assertThat(sizes.stateMachines()).isBetween(5L, 20L);
    assertThat(sizes.functions()).isBetween(100L, 500L);
  }

  @Test
  void sameSeed_givesTheSameResources() {
    assertThat(instance(1, 17)).isEqualTo(instance(1, 17));
    assertThat(instance(1, 17)).isNotEqualTo(instance(2, 17));
  }

  @Test
  void executions_addUpOverTheStateMachines() {
    for (long instances = 1; instances < 20_000; instances += 37) {
      Sizes sizes = new Sizes(instances);
      assertThat(sizes.executionsBefore(0)).isZero();
      assertThat(sizes.executionsBefore(sizes.stateMachines())).isEqualTo(sizes.executions());
    }
  }

  @Test
  void badValues_areNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Estate(1, ACCOUNTS, REGIONS, 0))
        .withMessage("instances must be 1 to 10000000, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Estate(1, List.of("12"), REGIONS, 1))
        .withMessage("account must be 12 digits, was 12");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Estate(1, ACCOUNTS, List.of(), 1))
        .withMessage("regions must be some different names, were []");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Estate.ofResources(1, ACCOUNTS, REGIONS, 0))
        .withMessageStartingWith("total must be 1 to ");
  }

  private static Instance instance(long seed, long index) {
    Estate estate = new Estate(seed, ACCOUNTS, REGIONS, 100);
    return new Instances(estate.place("111111111111", "eu-west-1").orElseThrow()).get(index);
  }
}
