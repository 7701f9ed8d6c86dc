package io.github.reactoraws.examples.simulator;

import static io.github.reactoraws.examples.simulator.Filters.on;
import static io.github.reactoraws.examples.simulator.Filters.onEach;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;
import software.amazon.awssdk.services.ec2.model.VolumeAttachmentState;
import software.amazon.awssdk.services.ec2.model.VolumeState;
import software.amazon.awssdk.services.ec2.model.VolumeType;

/** The volumes of one place: attached to instances, or to none. */
final class Volumes implements Ec2Resources<Volume> {
  static final String ROOT_DEVICE = "/dev/xvda";
  static final String DATA_DEVICE = "/dev/sdf";
  static final int ROOT_GIBIBYTES = 16;

  private static final int[] DATA_GIBIBYTES = {50, 100, 200, 500};
  private static final Map<String, Function<Volume, Stream<String>>> BY_NAME =
      Map.of(
          "volume-id", on(Volume::volumeId),
          "status", on(Volume::stateAsString),
          "volume-type", on(Volume::volumeTypeAsString),
          "size", on(Volume::size),
          "encrypted", on(Volume::encrypted),
          "snapshot-id", on(Volume::snapshotId),
          "availability-zone", on(Volume::availabilityZone),
          "attachment.instance-id", onEach(Volume::attachments, VolumeAttachment::instanceId),
          "attachment.device", onEach(Volume::attachments, VolumeAttachment::device),
          "attachment.status", onEach(Volume::attachments, VolumeAttachment::stateAsString));

  private final Place place;
  private final Layout layout;
  private final Ids ids;
  private final Ids instances;
  private final Ids snapshots;

  Volumes(Place place) {
    this.place = place;
    this.layout = new Layout(place);
    this.ids = place.ids(Kind.VOLUME, place.sizes().volumes());
    this.instances = place.ids(Kind.INSTANCE, place.sizes().instances());
    this.snapshots = place.ids(Kind.SNAPSHOT, place.sizes().images());
  }

  @Override
  public Kind kind() {
    return Kind.VOLUME;
  }

  @Override
  public Ids ids() {
    return ids;
  }

  @Override
  public long count() {
    return place.sizes().volumes();
  }

  @Override
  public Filters<Volume> filters() {
    return new Filters<>(BY_NAME, Volume::tags);
  }

  @Override
  public Volume get(long index) {
    OptionalLong instance = layout.instanceOf(index);
    return instance.isPresent() ? attached(index, instance.getAsLong()) : loose(index);
  }

  private Volume attached(long index, long instance) {
    long launch = layout.launchOf(instance);
    long bits = layout.launchBits(launch);
    boolean root = layout.isRootVolume(index);
    Instant since = Words.past(bits);
    VolumeAttachment attachment =
        VolumeAttachment.builder()
            .volumeId(ids.id(index))
            .instanceId(instances.id(instance))
            .device(root ? ROOT_DEVICE : DATA_DEVICE)
            .state(VolumeAttachmentState.ATTACHED)
            .attachTime(since)
            .deleteOnTermination(root)
            .build();
    Volume.Builder volume = volume(index, layout.zoneOf(layout.subnetOf(launch)), bits);
    if (root) {
      volume.size(ROOT_GIBIBYTES).snapshotId(snapshots.id(layout.imageOf(launch)));
    }
    return volume
        .state(VolumeState.IN_USE)
        .createTime(since)
        .attachments(List.of(attachment))
        .build();
  }

  private Volume loose(long index) {
    long bits = ids.bits(index);
    return volume(index, Mix.below(Layout.ZONES, bits), bits)
        .state(VolumeState.AVAILABLE)
        .createTime(Words.past(bits))
        .build();
  }

  private Volume.Builder volume(long index, int zone, long bits) {
    String id = ids.id(index);
    return Volume.builder()
        .volumeId(id)
        .volumeType(VolumeType.GP3)
        .size(DATA_GIBIBYTES[(int) (ids.bits(index) & 3)])
        .iops(3_000)
        .throughput(125)
        .encrypted(true)
        .multiAttachEnabled(false)
        .availabilityZone(place.zone(zone))
        .tags(Ec2Tags.of(Words.team(bits) + "-disk", bits));
  }
}
