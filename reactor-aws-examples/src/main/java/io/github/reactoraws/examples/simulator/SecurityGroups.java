package io.github.reactoraws.examples.simulator;

import static io.github.reactoraws.examples.simulator.Filters.on;
import static io.github.reactoraws.examples.simulator.Filters.onEach;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** The security groups of one place: a default one and those of applications in each VPC. */
final class SecurityGroups implements Ec2Resources<SecurityGroup> {
  private static final Map<String, Function<SecurityGroup, Stream<String>>> BY_NAME =
      Map.of(
          "group-id", on(SecurityGroup::groupId),
          "group-name", on(SecurityGroup::groupName),
          "description", on(SecurityGroup::description),
          "vpc-id", on(SecurityGroup::vpcId),
          "owner-id", on(SecurityGroup::ownerId),
          "ip-permission.group-id",
              group ->
                  group.ipPermissions().stream()
                      .flatMap(onEach(IpPermission::userIdGroupPairs, UserIdGroupPair::groupId)));

  private static final int[] PORTS = {22, 80, 443, 3306, 5432, 6379, 8080, 9200};
  private static final IpPermission EVERYWHERE =
      IpPermission.builder()
          .ipProtocol("-1")
          .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
          .build();

  private final Place place;
  private final Layout layout;
  private final Ids ids;
  private final Ids vpcs;

  SecurityGroups(Place place) {
    this.place = place;
    this.layout = new Layout(place);
    this.ids = place.ids(Kind.GROUP, place.sizes().groups());
    this.vpcs = place.ids(Kind.VPC, place.sizes().vpcs());
  }

  @Override
  public Kind kind() {
    return Kind.GROUP;
  }

  @Override
  public Ids ids() {
    return ids;
  }

  @Override
  public long count() {
    return place.sizes().groups();
  }

  @Override
  public Filters<SecurityGroup> filters() {
    return new Filters<>(BY_NAME, SecurityGroup::tags);
  }

  @Override
  public SecurityGroup get(long index) {
    long vpc = vpcOf(index);
    long bits = ids.bits(index);
    String id = ids.id(index);
    boolean isDefault = index == layout.defaultGroupOf(vpc);
    return SecurityGroup.builder()
        .groupId(id)
        .groupName(name(index))
        .securityGroupArn(place.arn("ec2", "security-group/" + id))
        .description(isDefault ? "default VPC security group" : "of " + Words.team(bits))
        .ownerId(place.owner())
        .vpcId(vpcs.id(vpc))
        .ipPermissions(isDefault ? fromGroup(index) : fromOthers(vpc, bits))
        .ipPermissionsEgress(EVERYWHERE)
        .tags(isDefault ? List.of() : Ec2Tags.of(name(index), bits))
        .build();
  }

  GroupIdentifier identifier(long index) {
    return GroupIdentifier.builder().groupId(ids.id(index)).groupName(name(index)).build();
  }

  /** The group of that name in the default VPC, where EC2 looks for names. */
  SecurityGroup named(String name) {
    Numbered names = new Numbered("app-", place.sizes().groupsPerVpc());
    OptionalLong index = name.equals("default") ? OptionalLong.of(0) : names.index(name);
    if (index.isEmpty() || !name(index.getAsLong()).equals(name)) {
      throw new Refusal(
          400,
          Kind.GROUP.notFound(List.of(name)).code(),
          "The security group '" + name + "' does not exist in default VPC '" + vpcs.id(0) + "'");
    }
    return get(index.getAsLong());
  }

  private String name(long index) {
    long number = index % place.sizes().groupsPerVpc();
    return number == 0 ? "default" : "app-" + Numbered.padded(number, 5);
  }

  private long vpcOf(long index) {
    return index / place.sizes().groupsPerVpc();
  }

  private IpPermission fromOthers(long vpc, long bits) {
    int port = PORTS[(int) (bits >>> 5) & 7];
    return fromGroup(layout.applicationGroupOf(vpc, Mix.mix(bits))).toBuilder()
        .ipProtocol("tcp")
        .fromPort(port)
        .toPort(port)
        .ipRanges(IpRange.builder().cidrIp("10.0.0.0/8").description("inside").build())
        .build();
  }

  private IpPermission fromGroup(long group) {
    return IpPermission.builder()
        .ipProtocol("-1")
        .userIdGroupPairs(
            UserIdGroupPair.builder().groupId(ids.id(group)).userId(place.owner()).build())
        .build();
  }
}
