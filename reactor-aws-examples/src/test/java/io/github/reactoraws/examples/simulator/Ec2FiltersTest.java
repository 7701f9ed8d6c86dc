package io.github.reactoraws.examples.simulator;

import static io.github.reactoraws.examples.simulator.RefusalAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;

class Ec2FiltersTest {
  private static final String ACCOUNT = "111111111111";

  private final Caller caller = caller(1_000);
  private final List<Instance> all = found();
  private final Instance one = all.get(77);

  @Test
  void eachFilter_leavesWhatMatchesAndNothingElse() {
    for (Filter filter :
        List.of(
            filter("instance-id", one.instanceId()),
            filter("private-ip-address", one.privateIpAddress()),
            filter("block-device-mapping.volume-id", volume(one)),
            filter("tag:Name", one.tags().get(0).value()),
            filter("tag:Name", "*-77"))) {
      assertThat(found(filter)).as(filter.toString()).containsExactly(one);
    }
    assertThat(found(filter("image-id", one.imageId())))
        .contains(one)
        .allMatch(instance -> instance.imageId().equals(one.imageId()));
    assertThat(found(filter("subnet-id", one.subnetId())))
        .contains(one)
        .allMatch(instance -> instance.subnetId().equals(one.subnetId()));
    assertThat(found(filter("instance-state-name", "stopped", "terminated")))
        .hasSizeBetween(20, 120)
        .allMatch(instance -> instance.state().code() == 80);
  }

  @Test
  void filtersThatAllShare_leaveAll() {
    for (Filter filter :
        List.of(
            filter("vpc-id", one.vpcId()),
            filter("owner-id", ACCOUNT),
            filter("tag-key", "team"),
            filter("instance-state-name", "running", "stop?ed"))) {
      assertThat(found(filter)).as(filter.toString()).isEqualTo(all);
    }
    assertThat(found(filter("owner-id", "222222222222"))).isEmpty();
    assertThat(found(filter("tag:colour", "*"))).isEmpty();
  }

  @Test
  void severalFilters_mustAllMatch() {
    Filter stopped = filter("instance-state-name", "stopped");
    Filter team = filter("tag:team", "orders", "search");
    assertThat(found(stopped, team))
        .isNotEmpty()
        .isEqualTo(found(stopped).stream().filter(found(team)::contains).toList());
  }

  @Test
  void volumesOfAnInstance_areItsOwn() {
    DescribeVolumesRequest request =
        DescribeVolumesRequest.builder()
            .filters(filter("attachment.instance-id", all.get(4).instanceId()))
            .build();
    assertThat(caller.call(request, DescribeVolumesResponse.class).volumes())
        .extracting(volume -> volume.volumeId())
        .containsExactlyElementsOf(
            all.get(4).blockDeviceMappings().stream().map(d -> d.ebs().volumeId()).toList());
  }

  @Test
  void rareFilter_givesEmptyPagesButEveryMatch() {
    Caller large = caller(35_000);
    Place place = large.estate().place(ACCOUNT, "us-east-1").orElseThrow();
    DescribeInstancesRequest last =
        DescribeInstancesRequest.builder()
            .filters(filter("instance-id", new Instances(place).ids().id(34_999)))
            .build();
    List<DescribeInstancesResponse> pages =
        large.pages(
            last,
            DescribeInstancesResponse.class,
            DescribeInstancesResponse::nextToken,
            token -> last.toBuilder().nextToken(token).build());
    assertThat(pages).extracting(page -> page.reservations().size()).containsExactly(0, 0, 0, 1);
  }

  @Test
  void badFilters_areRefused() {
    assertRefused(400, "InvalidParameterValue", () -> found(filter("colour", "red")))
        .isEqualTo("The filter 'colour' is invalid");
    assertRefused(400, "InvalidParameterValue", () -> found(filter("vpc-id")));
    String[] many = Collections.nCopies(201, "x").toArray(String[]::new);
    assertRefused(400, "FilterLimitExceeded", () -> found(filter("vpc-id", many)));
  }

  private List<Instance> found(Filter... filters) {
    DescribeInstancesRequest request = DescribeInstancesRequest.builder().filters(filters).build();
    return caller.call(request, DescribeInstancesResponse.class).reservations().stream()
        .flatMap(reservation -> reservation.instances().stream())
        .toList();
  }

  private static String volume(Instance instance) {
    return instance.blockDeviceMappings().get(0).ebs().volumeId();
  }

  private static Filter filter(String name, String... values) {
    return Filter.builder().name(name).values(values).build();
  }

  private static Caller caller(long instances) {
    Estate estate = new Estate(1, List.of(ACCOUNT), List.of("us-east-1"), instances);
    return new Caller(estate, ACCOUNT, "us-east-1");
  }
}
