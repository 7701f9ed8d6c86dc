package io.github.reactoraws.examples.simulator;

import static io.github.reactoraws.examples.simulator.Filters.on;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.ArchitectureValues;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.HypervisorType;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.ImageTypeValues;
import software.amazon.awssdk.services.ec2.model.VirtualizationType;
import software.amazon.awssdk.services.ec2.model.VolumeType;

/** The machine images that one account owns in one region. */
final class Images implements Ec2Resources<Image> {
  private static final Map<String, Function<Image, Stream<String>>> BY_NAME =
      Map.of(
          "image-id", on(Image::imageId),
          "name", on(Image::name),
          "owner-id", on(Image::ownerId),
          "state", on(Image::stateAsString),
          "architecture", on(Image::architectureAsString),
          "image-type", on(Image::imageTypeAsString),
          "is-public", on(Image::publicLaunchPermissions),
          "root-device-type", on(Image::rootDeviceTypeAsString),
          "virtualization-type", on(Image::virtualizationTypeAsString));

  private final Place place;
  private final Ids ids;
  private final Ids snapshots;

  Images(Place place) {
    this.place = place;
    this.ids = place.ids(Kind.IMAGE, place.sizes().images());
    this.snapshots = place.ids(Kind.SNAPSHOT, place.sizes().images());
  }

  @Override
  public Kind kind() {
    return Kind.IMAGE;
  }

  @Override
  public Ids ids() {
    return ids;
  }

  @Override
  public long count() {
    return place.sizes().images();
  }

  @Override
  public Filters<Image> filters() {
    return new Filters<>(BY_NAME, Image::tags);
  }

  /** The processor that the image at {@code index}, and so every instance of it, needs. */
  ArchitectureValues architecture(long index) {
    return ((ids.bits(index) >>> 40) & 3) == 0
        ? ArchitectureValues.ARM64
        : ArchitectureValues.X86_64;
  }

  @Override
  public Image get(long index) {
    long bits = ids.bits(index);
    String name = Words.team(bits) + "-base-" + Numbered.padded(index, 5);
    return Image.builder()
        .imageId(ids.id(index))
        .imageLocation(place.owner() + "/" + name)
        .imageType(ImageTypeValues.MACHINE)
        .name(name)
        .description("Base image of " + Words.team(bits))
        .ownerId(place.owner())
        .publicLaunchPermissions(false)
        .state(ImageState.AVAILABLE)
        .creationDate(Words.past(bits).toString())
        .architecture(architecture(index))
        .platformDetails("Linux/UNIX")
        .usageOperation("RunInstances")
        .hypervisor(HypervisorType.XEN)
        .virtualizationType(VirtualizationType.HVM)
        .enaSupport(true)
        .rootDeviceType(DeviceType.EBS)
        .rootDeviceName(Volumes.ROOT_DEVICE)
        .blockDeviceMappings(root(index))
        .tags(Ec2Tags.of(name, bits))
        .build();
  }

  private BlockDeviceMapping root(long index) {
    EbsBlockDevice disk =
        EbsBlockDevice.builder()
            .snapshotId(snapshots.id(index))
            .volumeSize(Volumes.ROOT_GIBIBYTES)
            .volumeType(VolumeType.GP3)
            .encrypted(true)
            .deleteOnTermination(true)
            .build();
    return BlockDeviceMapping.builder().deviceName(Volumes.ROOT_DEVICE).ebs(disk).build();
  }
}
