package io.github.reactoraws.examples.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;

/** Whatever a resource refers to exists in the same account and region, and agrees with it. */
class ReferencesTest {
  private static final int SAMPLES = 500;

  private final Random random = new Random(3);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 7, 23, 401, 5_000, 45_001, 1_000_000, 10_000_000})
  void instance_refersToWhatExists(long instances) {
    Place place = place(instances);
    Instances all = new Instances(place);
    for (int i = 0; i < SAMPLES; i++) {
      Instance instance = all.get(random.nextLong(instances));
      Subnet subnet = only(new Subnets(place), instance.subnetId());
      assertThat(subnet.vpcId()).isEqualTo(instance.vpcId());
      assertThat(subnet.availabilityZone()).isEqualTo(instance.placement().availabilityZone());
      assertThat(inside(subnet.cidrBlock(), instance.privateIpAddress())).isTrue();
      assertThat(subnet.availableIpAddressCount()).isPositive();
      assertThat(only(new Vpcs(place), instance.vpcId()).vpcId()).isEqualTo(instance.vpcId());
      Image image = only(new Images(place), instance.imageId());
      assertThat(image.architecture()).isEqualTo(instance.architecture());
      for (GroupIdentifier identifier : instance.securityGroups()) {
        SecurityGroup group = only(new SecurityGroups(place), identifier.groupId());
        assertThat(group.groupName()).isEqualTo(identifier.groupName());
        assertThat(group.vpcId()).isEqualTo(instance.vpcId());
      }
      for (InstanceBlockDeviceMapping disk : instance.blockDeviceMappings()) {
        Volume volume = only(new Volumes(place), disk.ebs().volumeId());
        assertThat(volume.attachments().get(0).instanceId()).isEqualTo(instance.instanceId());
        assertThat(volume.attachments().get(0).device()).isEqualTo(disk.deviceName());
        assertThat(volume.availabilityZone()).isEqualTo(instance.placement().availabilityZone());
      }
      assertRole(
          place, instance.iamInstanceProfile().arn().replace(":instance-profile/", ":role/"));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 23, 5_000, 45_001})
  void volume_isAttachedToAnInstanceThatKnowsIt(long instances) {
    Place place = place(instances);
    Volumes all = new Volumes(place);
    for (int i = 0; i < SAMPLES; i++) {
      Volume volume = all.get(random.nextLong(all.count()));
      Optional.of(volume.attachments())
          .filter(attachments -> !attachments.isEmpty())
          .ifPresent(
              attachments -> {
                Instance holder = only(new Instances(place), attachments.get(0).instanceId());
                assertThat(holder.blockDeviceMappings())
                    .extracting(disk -> disk.ebs().volumeId())
                    .contains(volume.volumeId());
              });
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 60, 45_001})
  void groupAndFunction_referToWhatExists(long instances) {
    Place place = place(instances);
    SecurityGroups groups = new SecurityGroups(place);
    Functions functions = new Functions(place);
    for (int i = 0; i < SAMPLES; i++) {
      SecurityGroup group = groups.get(random.nextLong(groups.count()));
      String other = group.ipPermissions().get(0).userIdGroupPairs().get(0).groupId();
      assertThat(only(groups, other).vpcId()).isEqualTo(group.vpcId());

      FunctionConfiguration function = functions.get(random.nextLong(functions.count()));
      assertRole(place, function.role());
      String bucket = Map.copyOf(function.environment().variables()).getOrDefault("BUCKET", "");
      assertThat(new Buckets(place.account()).index(bucket)).isPresent();
      if (function.vpcConfig() != null) {
        String vpc = function.vpcConfig().vpcId();
        assertThat(new Subnets(place).get(function.vpcConfig().subnetIds()))
            .hasSize(3)
            .allMatch(subnet -> subnet.vpcId().equals(vpc));
        assertThat(groups.get(function.vpcConfig().securityGroupIds()))
            .allMatch(found -> found.vpcId().equals(vpc));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 60, 45_001})
  void stateMachine_callsFunctionsThatExist(long instances) {
    Place place = place(instances);
    StateMachines machines = new StateMachines(place);
    Functions functions = new Functions(place);
    for (long machine = 0; machine < machines.count(); machine++) {
      assertRole(place, machines.roleArn(machine));
      String definition = machines.definition(machine);
      for (String arn : machines.steps(machine)) {
        assertThat(definition).contains("\"Resource\":\"" + arn + "\"");
        long function = functions.index(arn.substring(arn.lastIndexOf(':') + 1)).orElseThrow();
        assertThat(functions.arn(function)).isEqualTo(arn);
      }
    }
  }

  private static Place place(long instances) {
    return new Estate(5, List.of("111111111111"), List.of("eu-west-1"), instances)
        .place("111111111111", "eu-west-1")
        .orElseThrow();
  }

  private static <T> T only(Ec2Resources<T> resources, String id) {
    List<T> found = resources.get(List.of(id));
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static void assertRole(Place place, String arn) {
    assertThat(new Roles(place.account()).indexOfArn(arn)).as(arn).isPresent();
  }

  private static boolean inside(String cidr, String address) {
    return bits(cidr.substring(0, cidr.indexOf('/'))) == (bits(address) & -(1 << 13));
  }

  private static int bits(String dotted) {
    int bits = 0;
    for (String part : dotted.split("\\.", -1)) {
      bits = (bits << 8) | Integer.parseInt(part);
    }
    return bits;
  }
}
