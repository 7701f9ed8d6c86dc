package io.github.reactoraws.examples.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LayoutTest {
  private final Place place =
      new Estate(1, List.of("111111111111"), List.of("eu-west-1"), 45_000)
          .place("111111111111", "eu-west-1")
          .orElseThrow();
  private final Layout layout = new Layout(place);

  @Test
  void everyVpc_hasAPublicAndAPrivateSubnetInEachZone() {
    Set<String> seen = new HashSet<>();
    for (long subnet = 0; subnet < place.sizes().subnets(); subnet++) {
      seen.add(layout.vpcOf(subnet) + " " + layout.zoneOf(subnet) + " " + layout.isPublic(subnet));
    }
    assertThat(seen).hasSize((int) place.sizes().vpcs() * Layout.ZONES * 2);
  }

  @Test
  void addresses_areDifferentInsideAVpc() {
    Set<String> seen = new HashSet<>();
    for (long instance = 0; instance < 45_000; instance++) {
      long subnet = layout.subnetOf(layout.launchOf(instance));
      String address = Subnets.address(subnet, layout.rankInSubnet(instance)).dotted();
      assertThat(seen.add(layout.vpcOf(subnet) + " " + address)).as(address).isTrue();
    }
  }

  @Test
  void fewImages_arePopular() {
    long[] uses = new long[(int) place.sizes().images()];
    for (long launch = 0; launch < 11_250; launch++) {
      uses[(int) layout.imageOf(launch)]++;
    }
    long top = LongStream.of(uses).sorted().skip(uses.length - uses.length / 20).sum();
    assertThat(top).as("launches of the most popular twentieth").isGreaterThan(11_250 / 4);
  }
}
