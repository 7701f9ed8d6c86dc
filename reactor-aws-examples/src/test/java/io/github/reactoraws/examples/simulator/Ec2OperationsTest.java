package io.github.reactoraws.examples.simulator;

import static io.github.reactoraws.examples.simulator.RefusalAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Response;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Region;
import software.amazon.awssdk.services.ec2.model.Reservation;

class Ec2OperationsTest {
  private static final String ACCOUNT = "111111111111";
  private static final String GONE = "i-0123456789abcdef0";

  private final Estate estate =
      new Estate(1, List.of(ACCOUNT, "222222222222"), List.of("us-east-1", "eu-west-1"), 2_500);
  private final Caller caller = new Caller(estate, ACCOUNT, "us-east-1");

  @Test
  void pages_holdEveryInstanceOnce() {
    DescribeInstancesRequest first = DescribeInstancesRequest.builder().maxResults(400).build();
    List<DescribeInstancesResponse> pages =
        caller.pages(
            first,
            DescribeInstancesResponse.class,
            DescribeInstancesResponse::nextToken,
            token -> first.toBuilder().nextToken(token).build());
    assertThat(pages).hasSize(7);
    List<String> ids = pages.stream().flatMap(page -> ids(page).stream()).toList();
    assertThat(ids).hasSize(2_500).doesNotHaveDuplicates();
  }

  @Test
  void noPageSize_givesThousandAndAToken() {
    DescribeInstancesResponse page = instances(DescribeInstancesRequest.builder().build());
    assertThat(ids(page)).hasSize(1_000);
    assertThat(page.nextToken()).isNotNull();
    assertThat(page.reservations()).hasSize(250).allMatch(r -> r.ownerId().equals(ACCOUNT));
  }

  @Test
  void pageSize_mayChangeBetweenPages() {
    String token = instances(DescribeInstancesRequest.builder().maxResults(10).build()).nextToken();
    DescribeInstancesRequest next =
        DescribeInstancesRequest.builder().maxResults(20).nextToken(token).build();
    assertThat(ids(instances(next))).hasSize(20);
  }

  @Test
  void otherAccountsAndRegions_holdOthers() {
    DescribeInstancesRequest request = DescribeInstancesRequest.builder().maxResults(5).build();
    List<String> here = ids(instances(request));
    for (Caller other :
        List.of(caller.in("222222222222", "us-east-1"), caller.in(ACCOUNT, "eu-west-1"))) {
      List<String> there = ids(other.call(request, DescribeInstancesResponse.class));
      assertThat(there).hasSize(5).doesNotContainAnyElementsOf(here);
      assertRefused(
          400,
          "InvalidInstanceID.NotFound",
          () -> other.call(byIds(here), DescribeInstancesResponse.class));
    }
  }

  @Test
  void ids_findTheirInstancesOnce() {
    List<String> ids = ids(instances(DescribeInstancesRequest.builder().maxResults(5).build()));
    assertThat(ids(instances(byIds(List.of(ids.get(3), ids.get(1), ids.get(3))))))
        .containsExactlyInAnyOrder(ids.get(1), ids.get(3));
  }

  @Test
  void unknownIds_areNamed() {
    assertInstancesRefused(
        "InvalidInstanceID.NotFound",
        byIds(List.of(GONE)),
        "The instance ID '" + GONE + "' does not exist");
    assertInstancesRefused(
        "InvalidInstanceID.NotFound",
        byIds(List.of(GONE, "i-00000000")),
        "The instance IDs '" + GONE + ", i-00000000' do not exist");
    assertInstancesRefused(
        "InvalidInstanceID.Malformed",
        byIds(List.of("web-1")),
        "Invalid id: \"web-1\" (expecting \"i-...\")");
  }

  @Test
  void unknownIdsOfOtherKinds_haveTheirOwnErrors() {
    assertRefused(
            400,
            "InvalidAMIID.NotFound",
            () ->
                caller.call(
                    DescribeImagesRequest.builder().imageIds("ami-00000000").build(),
                    DescribeImagesResponse.class))
        .isEqualTo("The image id '[ami-00000000]' does not exist");
    assertRefused(
            400,
            "InvalidVolume.NotFound",
            () ->
                caller.call(
                    DescribeVolumesRequest.builder().volumeIds("vol-00000000").build(),
                    DescribeVolumesResponse.class))
        .isEqualTo("The volume 'vol-00000000' does not exist.");
    assertRefused(
            400,
            "InvalidGroup.NotFound",
            () ->
                caller.call(
                    DescribeSecurityGroupsRequest.builder().groupIds("sg-00000000").build(),
                    DescribeSecurityGroupsResponse.class))
        .isEqualTo("The security group 'sg-00000000' does not exist");
    assertRefused(
            400,
            "InvalidVpcID.NotFound",
            () ->
                caller.call(
                    DescribeVpcsRequest.builder().vpcIds("vpc-00000000").build(),
                    DescribeVpcsResponse.class))
        .isEqualTo("The vpc ID 'vpc-00000000' does not exist");
    assertRefused(
            400,
            "InvalidSubnetID.NotFound",
            () ->
                caller.call(
                    DescribeSubnetsRequest.builder().subnetIds("subnet-00000000").build(),
                    DescribeSubnetsResponse.class))
        .isEqualTo("The subnet ID 'subnet-00000000' does not exist");
    assertRefused(
        400,
        "InvalidGroupId.Malformed",
        () ->
            caller.call(
                DescribeSecurityGroupsRequest.builder().groupIds("x").build(),
                DescribeSecurityGroupsResponse.class));
    assertRefused(
            400,
            "InvalidParameterValue",
            () ->
                caller.call(
                    DescribeVolumesRequest.builder().volumeIds("x").build(),
                    DescribeVolumesResponse.class))
        .isEqualTo("Value (x) for parameter volumeId is invalid. Expected: 'vol-...'.");
  }

  @Test
  void badPageSize_isRefused() {
    assertInstancesRefused(
        "InvalidParameterValue",
        DescribeInstancesRequest.builder().maxResults(4).build(),
        "Value ( 4 ) for parameter maxResults is invalid. Expecting a value greater than 5.");
    assertInstancesRefused(
        "InvalidParameterValue",
        DescribeInstancesRequest.builder().maxResults(1_001).build(),
        "Value ( 1001 ) for parameter maxResults is invalid. Expecting a value smaller than 1000.");
    assertInstancesRefused(
        "InvalidParameterCombination",
        byIds(List.of(GONE)).toBuilder().maxResults(5).build(),
        "The parameter instancesSet cannot be used with the parameter maxResults");
    assertRefused(
        400, "InvalidParameterValue", () -> instances(byIds(Collections.nCopies(1_001, GONE))));
  }

  @Test
  void badToken_isRefused() {
    String token = instances(DescribeInstancesRequest.builder().maxResults(5).build()).nextToken();
    AwsRequest[] misuses = {
      DescribeInstancesRequest.builder().nextToken(token + "x").build(),
      DescribeInstancesRequest.builder()
          .nextToken(token)
          .filters(filter("instance-state-name", "running"))
          .build(),
      DescribeVolumesRequest.builder().nextToken(token).build()
    };
    for (AwsRequest misuse : misuses) {
      assertRefused(400, "InvalidParameterValue", () -> caller.call(misuse, Ec2Response.class))
          .contains("nextToken");
    }
    assertRefused(
        400,
        "InvalidParameterValue",
        () ->
            caller
                .in("222222222222", "us-east-1")
                .call(
                    DescribeInstancesRequest.builder().nextToken(token).build(),
                    DescribeInstancesResponse.class));
  }

  @Test
  void filters_leaveWhatMatches() {
    List<Instance> all = list(instances(DescribeInstancesRequest.builder().build()));
    Instance one = all.get(77);
    for (Filter filter :
        List.of(
            filter("instance-id", one.instanceId()),
            filter("image-id", one.imageId()),
            filter("subnet-id", one.subnetId()),
            filter("vpc-id", one.vpcId()),
            filter("private-ip-address", one.privateIpAddress()),
            filter("availability-zone", one.placement().availabilityZone()),
            filter("instance-state-name", one.state().nameAsString()),
            filter("instance.group-id", one.securityGroups().get(1).groupId()),
            filter("tag:Name", one.tags().get(0).value()),
            filter("tag:Name", "*-77"),
            filter("tag-key", "team"),
            filter("owner-id", ACCOUNT))) {
      List<String> found =
          ids(instances(DescribeInstancesRequest.builder().filters(filter).build()));
      assertThat(found).as(filter.name()).contains(one.instanceId());
    }
    List<Instance> stopped =
        list(
            instances(
                DescribeInstancesRequest.builder()
                    .filters(filter("instance-state-name", "stopped", "terminated"))
                    .build()));
    assertThat(stopped).isNotEmpty().allMatch(instance -> instance.state().code() == 80);
    assertThat(
            ids(
                instances(
                    DescribeInstancesRequest.builder()
                        .filters(filter("owner-id", "222222222222"))
                        .build())))
        .isEmpty();
    assertInstancesRefused(
        "InvalidParameterValue",
        DescribeInstancesRequest.builder().filters(filter("colour", "red")).build(),
        "The filter 'colour' is invalid");
  }

  @Test
  void rareFilter_givesShortOrEmptyPagesButEveryMatch() {
    Estate large = new Estate(1, List.of(ACCOUNT), List.of("us-east-1"), 35_000);
    Instances instances = new Instances(large.place(ACCOUNT, "us-east-1").orElseThrow());
    String last = instances.get(34_999).instanceId();
    DescribeInstancesRequest first =
        DescribeInstancesRequest.builder()
            .maxResults(5)
            .filters(filter("instance-id", last))
            .build();
    List<DescribeInstancesResponse> pages =
        new Caller(large, ACCOUNT, "us-east-1")
            .pages(
                first,
                DescribeInstancesResponse.class,
                DescribeInstancesResponse::nextToken,
                token -> first.toBuilder().nextToken(token).build());
    assertThat(pages).extracting(page -> ids(page).size()).containsExactly(0, 0, 0, 1);
  }

  @Test
  void images_areOurOwn() {
    long ours = new Sizes(2_500).images();
    for (String[] owners : new String[][] {{}, {"self"}, {ACCOUNT}, {"amazon", "self"}}) {
      assertThat(
              caller
                  .call(
                      DescribeImagesRequest.builder().owners(owners).build(),
                      DescribeImagesResponse.class)
                  .images())
          .hasSize((int) ours);
    }
    assertThat(
            caller
                .call(
                    DescribeImagesRequest.builder().owners("amazon").build(),
                    DescribeImagesResponse.class)
                .images())
        .isEmpty();
  }

  @Test
  void groupNames_areThoseOfTheDefaultVpc() {
    DescribeSecurityGroupsResponse found =
        caller.call(
            DescribeSecurityGroupsRequest.builder().groupNames("default", "app-00001").build(),
            DescribeSecurityGroupsResponse.class);
    assertThat(found.securityGroups())
        .extracting(group -> group.groupName())
        .containsExactly("default", "app-00001");
    for (String name : List.of("app-00000", "app-99999", "web")) {
      assertRefused(
              400,
              "InvalidGroup.NotFound",
              () ->
                  caller.call(
                      DescribeSecurityGroupsRequest.builder().groupNames(name).build(),
                      DescribeSecurityGroupsResponse.class))
          .startsWith("The security group '" + name + "' does not exist in default VPC 'vpc-");
    }
  }

  @Test
  void regions_areThoseOfTheEstate() {
    DescribeRegionsResponse all =
        caller.call(DescribeRegionsRequest.builder().build(), DescribeRegionsResponse.class);
    assertThat(all.regions())
        .extracting(Region::regionName)
        .containsExactly("us-east-1", "eu-west-1");
    DescribeRegionsResponse one =
        caller.call(
            DescribeRegionsRequest.builder().regionNames("eu-west-1").build(),
            DescribeRegionsResponse.class);
    assertThat(one.regions()).extracting(Region::regionName).containsExactly("eu-west-1");
    assertRefused(
            400,
            "InvalidParameterValue",
            () ->
                caller.call(
                    DescribeRegionsRequest.builder().regionNames("mars-1").build(),
                    DescribeRegionsResponse.class))
        .isEqualTo("Invalid region(s): mars-1");
  }

  @Test
  void unusedRegionAndDryRun_areRefused() {
    DescribeInstancesRequest request = DescribeInstancesRequest.builder().build();
    assertRefused(
        401,
        "AuthFailure",
        () -> caller.in(ACCOUNT, "me-south-1").call(request, DescribeInstancesResponse.class));
    assertRefused(
        412, "DryRunOperation", () -> instances(request.toBuilder().dryRun(true).build()));
  }

  private DescribeInstancesResponse instances(DescribeInstancesRequest request) {
    return caller.call(request, DescribeInstancesResponse.class);
  }

  private void assertInstancesRefused(
      String code, DescribeInstancesRequest request, String message) {
    assertRefused(400, code, () -> instances(request)).isEqualTo(message);
  }

  private static DescribeInstancesRequest byIds(List<String> ids) {
    return DescribeInstancesRequest.builder().instanceIds(ids).build();
  }

  private static Filter filter(String name, String... values) {
    return Filter.builder().name(name).values(values).build();
  }

  private static List<Instance> list(DescribeInstancesResponse page) {
    return page.reservations().stream().map(Reservation::instances).flatMap(List::stream).toList();
  }

  private static List<String> ids(DescribeInstancesResponse page) {
    return list(page).stream().map(Instance::instanceId).toList();
  }
}
