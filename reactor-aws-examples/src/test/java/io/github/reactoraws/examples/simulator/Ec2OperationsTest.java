package io.github.reactoraws.examples.simulator;

import static io.github.reactoraws.examples.simulator.RefusalAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Region;
import software.amazon.awssdk.services.ec2.model.Reservation;

class Ec2OperationsTest {
  private static final String ACCOUNT = "111111111111";

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

  private DescribeInstancesResponse instances(DescribeInstancesRequest request) {
    return caller.call(request, DescribeInstancesResponse.class);
  }

  private static DescribeInstancesRequest byIds(List<String> ids) {
    return DescribeInstancesRequest.builder().instanceIds(ids).build();
  }

  private static List<Instance> list(DescribeInstancesResponse page) {
    return page.reservations().stream().map(Reservation::instances).flatMap(List::stream).toList();
  }

  private static List<String> ids(DescribeInstancesResponse page) {
    return list(page).stream().map(Instance::instanceId).toList();
  }
}
