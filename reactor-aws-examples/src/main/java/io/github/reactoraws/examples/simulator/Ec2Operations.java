package io.github.reactoraws.examples.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
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
import software.amazon.awssdk.services.ec2.model.Region;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/**
 * EC2. A request with neither ids nor page size is answered with a page of up to 1,000 and a token,
 * where AWS tries to answer with everything: a client that follows tokens sees no difference.
 * DescribeImages knows only the images of the account that asks: nobody shares any.
 */
final class Ec2Operations {
  private static final Filters<Region> REGION_FILTERS =
      new Filters<>(
          Map.of(
              "region-name", Filters.on(Region::regionName),
              "endpoint", Filters.on(Region::endpoint),
              "opt-in-status", Filters.on(Region::optInStatus)),
          region -> List.of());

  private final Estate estate;
  private final Ec2Pages pages;

  Ec2Operations(Estate estate, PageTokens tokens) {
    this.estate = estate;
    this.pages = new Ec2Pages(estate, tokens);
  }

  List<Operation<?, ?>> all() {
    return List.of(
        new Operation<>(
            "ec2", "DescribeInstances", "", DescribeInstancesRequest::builder, this::instances),
        new Operation<>("ec2", "DescribeImages", "", DescribeImagesRequest::builder, this::images),
        new Operation<>(
            "ec2", "DescribeVolumes", "", DescribeVolumesRequest::builder, this::volumes),
        new Operation<>(
            "ec2",
            "DescribeSecurityGroups",
            "",
            DescribeSecurityGroupsRequest::builder,
            this::groups),
        new Operation<>("ec2", "DescribeVpcs", "", DescribeVpcsRequest::builder, this::vpcs),
        new Operation<>(
            "ec2", "DescribeSubnets", "", DescribeSubnetsRequest::builder, this::subnets),
        new Operation<>(
            "ec2", "DescribeRegions", "", DescribeRegionsRequest::builder, this::regions));
  }

  private DescribeInstancesResponse instances(DescribeInstancesRequest request, Scope scope) {
    Ec2Pages.refuseIdsWithSize("instancesSet", request.instanceIds(), request.maxResults());
    Place place = pages.place(request, scope);
    var page =
        pages.page(
            request,
            scope,
            new Instances(place),
            request.instanceIds(),
            request.filters(),
            request.maxResults());
    return DescribeInstancesResponse.builder()
        .reservations(new Reservations(place).of(page.items()))
        .nextToken(page.next())
        .build();
  }

  private DescribeImagesResponse images(DescribeImagesRequest request, Scope scope) {
    Place place = pages.place(request, scope);
    Images images = new Images(place);
    List<String> owners = request.owners();
    boolean ours = owners.isEmpty() || owners.contains("self") || owners.contains(place.owner());
    if (!ours || !request.executableUsers().isEmpty()) { // others' images, or images lent to others
      images.get(request.imageIds());
      return DescribeImagesResponse.builder().images(List.of()).build();
    }
    var page =
        pages.page(
            request, scope, images, request.imageIds(), request.filters(), request.maxResults());
    return DescribeImagesResponse.builder().images(page.items()).nextToken(page.next()).build();
  }

  private DescribeVolumesResponse volumes(DescribeVolumesRequest request, Scope scope) {
    Ec2Pages.refuseIdsWithSize("volumeSet", request.volumeIds(), request.maxResults());
    var page =
        pages.page(
            request,
            scope,
            new Volumes(pages.place(request, scope)),
            request.volumeIds(),
            request.filters(),
            request.maxResults());
    return DescribeVolumesResponse.builder().volumes(page.items()).nextToken(page.next()).build();
  }

  private DescribeSecurityGroupsResponse groups(
      DescribeSecurityGroupsRequest request, Scope scope) {
    SecurityGroups groups = new SecurityGroups(pages.place(request, scope));
    if (!request.groupNames().isEmpty()) {
      List<SecurityGroup> named = new ArrayList<>(groups.get(request.groupIds()));
      request.groupNames().stream()
          .map(groups::named)
          .filter(group -> !named.contains(group))
          .forEach(named::add);
      named.removeIf(groups.filters().wanted(request.filters()).negate());
      return DescribeSecurityGroupsResponse.builder().securityGroups(named).build();
    }
    var page =
        pages.page(
            request, scope, groups, request.groupIds(), request.filters(), request.maxResults());
    return DescribeSecurityGroupsResponse.builder()
        .securityGroups(page.items())
        .nextToken(page.next())
        .build();
  }

  private DescribeVpcsResponse vpcs(DescribeVpcsRequest request, Scope scope) {
    var page =
        pages.page(
            request,
            scope,
            new Vpcs(pages.place(request, scope)),
            request.vpcIds(),
            request.filters(),
            request.maxResults());
    return DescribeVpcsResponse.builder().vpcs(page.items()).nextToken(page.next()).build();
  }

  private DescribeSubnetsResponse subnets(DescribeSubnetsRequest request, Scope scope) {
    var page =
        pages.page(
            request,
            scope,
            new Subnets(pages.place(request, scope)),
            request.subnetIds(),
            request.filters(),
            request.maxResults());
    return DescribeSubnetsResponse.builder().subnets(page.items()).nextToken(page.next()).build();
  }

  private DescribeRegionsResponse regions(DescribeRegionsRequest request, Scope scope) {
    pages.place(request, scope);
    for (String name : request.regionNames()) {
      if (!estate.regions().contains(name)) {
        throw new Refusal(400, "InvalidParameterValue", "Invalid region(s): " + name);
      }
    }
    Predicate<Region> wanted = REGION_FILTERS.wanted(request.filters());
    return DescribeRegionsResponse.builder()
        .regions(
            estate.regions().stream()
                .filter(
                    name -> request.regionNames().isEmpty() || request.regionNames().contains(name))
                .map(Ec2Operations::region)
                .filter(wanted)
                .toList())
        .build();
  }

  private static Region region(String name) {
    return Region.builder()
        .regionName(name)
        .endpoint("ec2." + name + ".amazonaws.com")
        .optInStatus("opt-in-not-required")
        .build();
  }
}
