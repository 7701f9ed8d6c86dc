package io.github.reactoraws.examples.simulator;

import static io.github.reactoraws.examples.simulator.Filters.on;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Tenancy;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcState;

/** The VPCs of one place; the first is the default one. */
final class Vpcs implements Ec2Resources<Vpc> {
  private static final Map<String, Function<Vpc, Stream<String>>> BY_NAME =
      Map.of(
          "vpc-id", on(Vpc::vpcId),
          "cidr", on(Vpc::cidrBlock),
          "state", on(Vpc::stateAsString),
          "is-default", on(Vpc::isDefault),
          "owner-id", on(Vpc::ownerId));

  private final Place place;
  private final Ids ids;

  Vpcs(Place place) {
    this.place = place;
    this.ids = place.ids(Kind.VPC, count(place));
  }

  private static long count(Place place) {
    return place.sizes().vpcs();
  }

  /** The middle byte of a VPC's addresses, 10.x.0.0/16; large estates reuse them. */
  static int network(long vpc) {
    return (int) (vpc & 0xff);
  }

  @Override
  public Kind kind() {
    return Kind.VPC;
  }

  @Override
  public Ids ids() {
    return ids;
  }

  @Override
  public long count() {
    return count(place);
  }

  @Override
  public Filters<Vpc> filters() {
    return new Filters<>(BY_NAME, Vpc::tags);
  }

  @Override
  public Vpc get(long index) {
    long bits = ids.bits(index);
    return Vpc.builder()
        .vpcId(ids.id(index))
        .ownerId(place.owner())
        .state(VpcState.AVAILABLE)
        .cidrBlock("10." + network(index) + ".0.0/16")
        .isDefault(index == 0)
        .instanceTenancy(Tenancy.DEFAULT)
        .tags(Ec2Tags.of("network-" + index, bits))
        .build();
  }
}
