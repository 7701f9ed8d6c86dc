package io.github.reactoraws.examples;

import io.github.reactoraws.Listing;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Volume;

/** What EC2 has at a place. */
final class Ec2Listings {
  /** Calls in flight of one listing: its next page, and the images that instances run. */
  static final int MOST_CALLS = 1 + ImageNames.MOST_CALLS;

  private Ec2Listings() {}

  static Flux<Resource> instances(Site site) {
    Ec2AsyncClient ec2 = site.clients().ec2(site.place());
    var request = DescribeInstancesRequest.builder().maxResults(site.pageSize()).build();
    return Listing.of(request, ec2::describeInstances, Ec2Listings::instancesOf)
        .items()
        .transform(
            site.imageNames()
                .with(ec2, (instance, imageName) -> resource(instance, imageName, site.place())));
  }

  static Flux<Resource> volumes(Site site) {
    Ec2AsyncClient ec2 = site.clients().ec2(site.place());
    var request = DescribeVolumesRequest.builder().maxResults(site.pageSize()).build();
    return Listing.of(request, ec2::describeVolumes, DescribeVolumesResponse::volumes)
        .items()
        .map(volume -> resource(volume, site.place()));
  }

  /** The images that the account owns. */
  static Flux<Resource> images(Site site) {
    Ec2AsyncClient ec2 = site.clients().ec2(site.place());
    var request =
        DescribeImagesRequest.builder().owners("self").maxResults(site.pageSize()).build();
    return Listing.of(request, ec2::describeImages, DescribeImagesResponse::images)
        .items()
        .map(image -> resource(image, site.place()));
  }

  static Flux<Resource> securityGroups(Site site) {
    Ec2AsyncClient ec2 = site.clients().ec2(site.place());
    var request = DescribeSecurityGroupsRequest.builder().maxResults(site.pageSize()).build();
    return Listing.of(
            request, ec2::describeSecurityGroups, DescribeSecurityGroupsResponse::securityGroups)
        .items()
        .map(group -> resource(group, site.place()));
  }

  private static List<Instance> instancesOf(DescribeInstancesResponse page) {
    return page.reservations().stream().flatMap(r -> r.instances().stream()).toList();
  }

  private static Resource resource(Instance instance, @Nullable String imageName, Place place) {
    return Resource.of(
        ResourceKind.INSTANCE,
        place,
        instance.instanceId(),
        place.arn("ec2", "instance/" + instance.instanceId()),
        name(instance.tags()),
        Resource.attributes(
            "instanceType", instance.instanceTypeAsString(),
            "state", instance.state() == null ? null : instance.state().nameAsString(),
            "image", instance.imageId(),
            "imageName", imageName,
            "vpc", instance.vpcId(),
            "subnet", instance.subnetId()));
  }

  private static Resource resource(Volume volume, Place place) {
    return Resource.of(
        ResourceKind.VOLUME,
        place,
        volume.volumeId(),
        place.arn("ec2", "volume/" + volume.volumeId()),
        name(volume.tags()),
        Resource.attributes(
            "volumeType", volume.volumeTypeAsString(),
            "state", volume.stateAsString(),
            "gibibytes", volume.size(),
            "zone", volume.availabilityZone()));
  }

  private static Resource resource(Image image, Place place) {
    return Resource.of(
        ResourceKind.IMAGE,
        place,
        image.imageId(),
        // an image's ARN names no account
        "arn:%s:ec2:%s::image/%s".formatted(place.partition(), place.region(), image.imageId()),
        image.name(),
        Resource.attributes(
            "state", image.stateAsString(), "architecture", image.architectureAsString()));
  }

  private static Resource resource(SecurityGroup group, Place place) {
    return Resource.of(
        ResourceKind.SECURITY_GROUP,
        place,
        group.groupId(),
        place.arn("ec2", "security-group/" + group.groupId()),
        group.groupName(),
        Resource.attributes("vpc", group.vpcId()));
  }

  private static @Nullable String name(List<Tag> tags) {
    return tags.stream()
        .filter(tag -> tag.key().equals("Name"))
        .map(Tag::value)
        .findFirst()
        .orElse(null);
  }
}
