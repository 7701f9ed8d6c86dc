package io.github.reactoraws.examples.loaders;

import io.github.reactoraws.BatchLoader;
import io.github.reactoraws.call.AwsCall;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Volume;

/**
 * EC2's resources by their ids.
 *
 * <pre>{@code
 * BatchSpec spec = BatchSpec.builder().maxBatchSize(Ec2Loaders.MOST_IDS).build();
 * Flux<Row> rows = instances.transform(
 *     enrichBatched(Instance::imageId, Ec2Loaders.images(ec2), Row::new, spec));
 * }</pre>
 *
 * <p>Each load is one call. EC2 refuses a call as a whole when it does not know one of the ids, or
 * cannot read it; what the default {@linkplain
 * io.github.reactoraws.BatchSpec.Builder#refused(java.util.function.Predicate) rule for refused
 * batches} does about it is to set that id apart. An id that EC2 leaves out of its answer, such as
 * that of another account's private image, has no value.
 */
public final class Ec2Loaders {
  /** The most ids that EC2 takes in one call. */
  public static final int MOST_IDS = 1_000;

  private Ec2Loaders() {}

  /**
   * Images by id, those that are deprecated or disabled included: instances of them may still run.
   *
   * @param ec2 the client; it must outlive the loader
   * @return a loader that makes one DescribeImages call for up to {@link #MOST_IDS} ids
   */
  public static BatchLoader<String, Image> images(Ec2AsyncClient ec2) {
    Objects.requireNonNull(ec2, "ec2");
    return BatchLoader.of(
        ids ->
            AwsCall.of(
                    () ->
                        ec2.describeImages(
                            r -> r.imageIds(ids).includeDeprecated(true).includeDisabled(true)))
                .map(found -> byId(found.images(), Image::imageId)));
  }

  /**
   * Instances by id, whatever their state.
   *
   * @param ec2 the client; it must outlive the loader
   * @return a loader that makes one DescribeInstances call for up to {@link #MOST_IDS} ids
   */
  public static BatchLoader<String, Instance> instances(Ec2AsyncClient ec2) {
    Objects.requireNonNull(ec2, "ec2");
    return BatchLoader.of(
        ids ->
            AwsCall.of(() -> ec2.describeInstances(r -> r.instanceIds(ids)))
                .map(found -> found.reservations().stream().flatMap(r -> r.instances().stream()))
                .map(found -> byId(found.toList(), Instance::instanceId)));
  }

  /**
   * Volumes by id.
   *
   * @param ec2 the client; it must outlive the loader
   * @return a loader that makes one DescribeVolumes call for up to {@link #MOST_IDS} ids
   */
  public static BatchLoader<String, Volume> volumes(Ec2AsyncClient ec2) {
    Objects.requireNonNull(ec2, "ec2");
    return BatchLoader.of(
        ids ->
            AwsCall.of(() -> ec2.describeVolumes(r -> r.volumeIds(ids)))
                .map(found -> byId(found.volumes(), Volume::volumeId)));
  }

  /**
   * Security groups by id.
   *
   * @param ec2 the client; it must outlive the loader
   * @return a loader that makes one DescribeSecurityGroups call for up to {@link #MOST_IDS} ids
   */
  public static BatchLoader<String, SecurityGroup> securityGroups(Ec2AsyncClient ec2) {
    Objects.requireNonNull(ec2, "ec2");
    return BatchLoader.of(
        ids ->
            AwsCall.of(() -> ec2.describeSecurityGroups(r -> r.groupIds(ids)))
                .map(found -> byId(found.securityGroups(), SecurityGroup::groupId)));
  }

  private static <T> Map<String, T> byId(Collection<T> found, Function<T, String> id) {
    return found.stream().collect(Collectors.toMap(id, Function.identity()));
  }
}
