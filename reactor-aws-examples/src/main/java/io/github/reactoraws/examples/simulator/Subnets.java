package io.github.reactoraws.examples.simulator;

import static io.github.reactoraws.examples.simulator.Filters.on;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetState;

/** The subnets of one place: a public and a private one for each zone of each VPC. */
final class Subnets implements Ec2Resources<Subnet> {
  private static final Map<String, Function<Subnet, Stream<String>>> BY_NAME =
      Map.of(
          "subnet-id", on(Subnet::subnetId),
          "vpc-id", on(Subnet::vpcId),
          "availability-zone", on(Subnet::availabilityZone),
          "cidr-block", on(Subnet::cidrBlock),
          "default-for-az", on(Subnet::defaultForAz),
          "map-public-ip-on-launch", on(Subnet::mapPublicIpOnLaunch),
          "state", on(Subnet::stateAsString),
          "owner-id", on(Subnet::ownerId));

  private static final int ADDRESSES = 1 << 13; // a /19
  private static final int RESERVED = 5; // by AWS: the first four and the last

  private final Place place;
  private final Layout layout;
  private final Ids ids;
  private final Ids vpcs;

  Subnets(Place place) {
    this.place = place;
    this.layout = new Layout(place);
    this.ids = place.ids(Kind.SUBNET, place.sizes().subnets());
    this.vpcs = place.ids(Kind.VPC, place.sizes().vpcs());
  }

  /** The private address of the instance that came {@code rank}-th to {@code subnet}. */
  static PrivateAddress address(long subnet, long rank) {
    int vpc = Vpcs.network(subnet / Sizes.SUBNETS_PER_VPC);
    int offset = (int) (subnet % Sizes.SUBNETS_PER_VPC) * ADDRESSES;
    return new PrivateAddress((10 << 24) | (vpc << 16) | (offset + RESERVED - 1 + (int) rank));
  }

  @Override
  public Kind kind() {
    return Kind.SUBNET;
  }

  @Override
  public Ids ids() {
    return ids;
  }

  @Override
  public long count() {
    return place.sizes().subnets();
  }

  @Override
  public Filters<Subnet> filters() {
    return new Filters<>(BY_NAME, Subnet::tags);
  }

  @Override
  public Subnet get(long index) {
    long vpc = layout.vpcOf(index);
    String id = ids.id(index);
    boolean open = layout.isPublic(index);
    String zone = place.zone(layout.zoneOf(index));
    int third = (int) (index % Sizes.SUBNETS_PER_VPC) * (ADDRESSES >> 8);
    return Subnet.builder()
        .subnetId(id)
        .subnetArn(place.arn("ec2", "subnet/" + id))
        .vpcId(vpcs.id(vpc))
        .ownerId(place.owner())
        .state(SubnetState.AVAILABLE)
        .availabilityZone(zone)
        .cidrBlock("10." + Vpcs.network(vpc) + "." + third + ".0/19")
        .availableIpAddressCount(ADDRESSES - RESERVED - (int) instances(index))
        .defaultForAz(vpc == 0 && open)
        .mapPublicIpOnLaunch(open)
        .assignIpv6AddressOnCreation(false)
        .tags(Ec2Tags.of((open ? "public-" : "private-") + zone, ids.bits(index)))
        .build();
  }

  /** How many instances live in {@code subnet}. */
  private long instances(long subnet) {
    long all = place.sizes().instances();
    long round = count() * Layout.LAUNCH_SIZE;
    long before = subnet * Layout.LAUNCH_SIZE;
    long last = Math.min(Layout.LAUNCH_SIZE, Math.max(0, all % round - before));
    return all / round * Layout.LAUNCH_SIZE + last;
  }
}
