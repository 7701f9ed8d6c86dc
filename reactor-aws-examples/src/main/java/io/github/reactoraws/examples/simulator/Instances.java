package io.github.reactoraws.examples.simulator;

import static io.github.reactoraws.examples.simulator.Filters.on;
import static io.github.reactoraws.examples.simulator.Filters.onEach;
import static java.util.Map.entry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.ArchitectureValues;
import software.amazon.awssdk.services.ec2.model.AttachmentStatus;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.EbsInstanceBlockDevice;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.HypervisorType;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfile;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.InstanceState;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.Monitoring;
import software.amazon.awssdk.services.ec2.model.MonitoringState;
import software.amazon.awssdk.services.ec2.model.Placement;
import software.amazon.awssdk.services.ec2.model.Tenancy;
import software.amazon.awssdk.services.ec2.model.VirtualizationType;

/** The instances of one place. */
final class Instances implements Ec2Resources<Instance> {
  private static final Map<String, Function<Instance, Stream<String>>> BY_NAME =
      Map.ofEntries(
          entry("instance-id", on(Instance::instanceId)),
          entry("instance-state-name", on(instance -> instance.state().nameAsString())),
          entry("instance-state-code", on(instance -> instance.state().code())),
          entry("instance-type", on(Instance::instanceTypeAsString)),
          entry("image-id", on(Instance::imageId)),
          entry("vpc-id", on(Instance::vpcId)),
          entry("subnet-id", on(Instance::subnetId)),
          entry("architecture", on(Instance::architectureAsString)),
          entry("key-name", on(Instance::keyName)),
          entry("private-ip-address", on(Instance::privateIpAddress)),
          entry("private-dns-name", on(Instance::privateDnsName)),
          entry("availability-zone", on(instance -> instance.placement().availabilityZone())),
          entry("iam-instance-profile.arn", on(instance -> instance.iamInstanceProfile().arn())),
          entry("instance.group-id", onEach(Instance::securityGroups, GroupIdentifier::groupId)),
          entry(
              "block-device-mapping.volume-id",
              onEach(Instance::blockDeviceMappings, mapping -> mapping.ebs().volumeId())));

  private static final InstanceType[] INTEL = {
    InstanceType.T3_MICRO, InstanceType.T3_LARGE, InstanceType.M5_LARGE, InstanceType.C5_XLARGE
  };
  private static final InstanceType[] ARM = {
    InstanceType.T4_G_MICRO,
    InstanceType.M6_G_LARGE,
    InstanceType.C7_G_XLARGE,
    InstanceType.R6_G_LARGE
  };
  private static final InstanceState RUNNING = state(InstanceStateName.RUNNING, 16);
  private static final InstanceState STOPPED = state(InstanceStateName.STOPPED, 80);
  private static final Monitoring MONITORING =
      Monitoring.builder().state(MonitoringState.DISABLED).build();

  private final Place place;
  private final Layout layout;
  private final Ids ids;
  private final Ids volumes;
  private final Ids subnets;
  private final Ids vpcs;
  private final Images images;
  private final SecurityGroups groups;
  private final Roles roles;

  Instances(Place place) {
    this.place = place;
    this.layout = new Layout(place);
    this.ids = place.ids(Kind.INSTANCE, place.sizes().instances());
    this.volumes = place.ids(Kind.VOLUME, place.sizes().volumes());
    this.subnets = place.ids(Kind.SUBNET, place.sizes().subnets());
    this.vpcs = place.ids(Kind.VPC, place.sizes().vpcs());
    this.images = new Images(place);
    this.groups = new SecurityGroups(place);
    this.roles = new Roles(place.account());
  }

  @Override
  public Kind kind() {
    return Kind.INSTANCE;
  }

  @Override
  public Ids ids() {
    return ids;
  }

  @Override
  public long count() {
    return place.sizes().instances();
  }

  @Override
  public Filters<Instance> filters() {
    Map<String, Function<Instance, Stream<String>>> filters = new HashMap<>(BY_NAME);
    filters.put("owner-id", instance -> Stream.of(place.owner())); // the reservation's, in truth
    return new Filters<>(filters, Instance::tags);
  }

  @Override
  public Instance get(long index) {
    long launch = layout.launchOf(index);
    long bits = layout.launchBits(launch);
    long subnet = layout.subnetOf(launch);
    long vpc = layout.vpcOf(subnet);
    long image = layout.imageOf(launch);
    ArchitectureValues architecture = images.architecture(image);
    InstanceType[] types = architecture == ArchitectureValues.ARM64 ? ARM : INTEL;
    boolean running = (ids.bits(index) & 0xf) != 0;
    Instant since = Words.past(bits);
    PrivateAddress address = Subnets.address(subnet, layout.rankInSubnet(index));
    return Instance.builder()
        .instanceId(ids.id(index))
        .imageId(images.ids().id(image))
        .state(running ? RUNNING : STOPPED)
        .stateTransitionReason(running ? "" : "User initiated")
        .privateDnsName(address.hostName(place.region()))
        .publicDnsName("")
        .keyName(Words.team(bits))
        .amiLaunchIndex((int) (index % Layout.LAUNCH_SIZE))
        .instanceType(types[(int) (bits >>> 5) & 3])
        .launchTime(since)
        .placement(placement(layout.zoneOf(subnet)))
        .monitoring(MONITORING)
        .subnetId(subnets.id(subnet))
        .vpcId(vpcs.id(vpc))
        .privateIpAddress(address.dotted())
        .architecture(architecture)
        .blockDeviceMappings(disks(index, since))
        .clientToken(Long.toHexString(bits))
        .ebsOptimized(true)
        .enaSupport(true)
        .hypervisor(HypervisorType.XEN)
        .iamInstanceProfile(profile(bits))
        .rootDeviceName(Volumes.ROOT_DEVICE)
        .rootDeviceType(DeviceType.EBS)
        .securityGroups(
            List.of(
                groups.identifier(layout.defaultGroupOf(vpc)),
                groups.identifier(layout.applicationGroupOf(vpc, bits))))
        .sourceDestCheck(true)
        .platformDetails("Linux/UNIX")
        .usageOperation("RunInstances")
        .tags(Ec2Tags.of(Words.team(bits) + "-" + Words.stage(bits) + "-" + index, bits))
        .virtualizationType(VirtualizationType.HVM)
        .build();
  }

  private List<InstanceBlockDeviceMapping> disks(long index, Instant since) {
    List<InstanceBlockDeviceMapping> disks = new ArrayList<>(2);
    disks.add(disk(layout.rootVolumeOf(index), Volumes.ROOT_DEVICE, since));
    OptionalLong data = layout.dataVolumeOf(index);
    if (data.isPresent()) {
      disks.add(disk(data.getAsLong(), Volumes.DATA_DEVICE, since));
    }
    return disks;
  }

  private InstanceBlockDeviceMapping disk(long volume, String device, Instant since) {
    EbsInstanceBlockDevice ebs =
        EbsInstanceBlockDevice.builder()
            .volumeId(volumes.id(volume))
            .status(AttachmentStatus.ATTACHED)
            .attachTime(since)
            .deleteOnTermination(layout.isRootVolume(volume))
            .build();
    return InstanceBlockDeviceMapping.builder().deviceName(device).ebs(ebs).build();
  }

  private Placement placement(int zone) {
    return Placement.builder()
        .availabilityZone(place.zone(zone))
        .groupName("")
        .tenancy(Tenancy.DEFAULT)
        .build();
  }

  /** The instance profile has the name and path of the one role in it, as consoles make it. */
  private IamInstanceProfile profile(long bits) {
    long role = roles.forService(Roles.Principal.EC2, bits);
    return IamInstanceProfile.builder()
        .arn(roles.instanceProfileArn(role))
        .id(roles.instanceProfileId(role))
        .build();
  }

  private static InstanceState state(InstanceStateName name, int code) {
    return InstanceState.builder().name(name).code(code).build();
  }
}
