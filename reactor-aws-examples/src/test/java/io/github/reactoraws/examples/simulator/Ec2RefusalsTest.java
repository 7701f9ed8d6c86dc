package io.github.reactoraws.examples.simulator;

import static io.github.reactoraws.examples.simulator.RefusalAssert.assertRefused;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
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

class Ec2RefusalsTest {
  private static final String ACCOUNT = "111111111111";
  private static final String GONE = "i-0123456789abcdef0";

  private final Estate estate =
      new Estate(1, List.of(ACCOUNT, "222222222222"), List.of("us-east-1", "eu-west-1"), 2_500);
  private final Caller caller = new Caller(estate, ACCOUNT, "us-east-1");

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
}
