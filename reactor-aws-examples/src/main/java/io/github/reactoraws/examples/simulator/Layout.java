package io.github.reactoraws.examples.simulator;

import java.util.OptionalLong;

/** Who belongs to whom in one place, by index, so that both ends of a reference agree. */
final class Layout {

  /*
   * Instances are launched in fours: the four of a launch share reservation, image, subnet, groups
   * and role. Launches go round the subnets. Volumes are numbered root volumes first, then the data
   * volumes of the even instances, then those that hang nowhere.
   */

  static final int ZONES = 3;
  static final int LAUNCH_SIZE = 4;

  private final Sizes sizes;
  private final Ids launches;

  Layout(Place place) {
    this.sizes = place.sizes();
    this.launches = place.ids(Kind.RESERVATION, Long.MAX_VALUE);
  }

  long launchOf(long instance) {
    return instance / LAUNCH_SIZE;
  }

  /** 64 bits from which the properties of a launch are drawn. */
  long launchBits(long launch) {
    return launches.bits(launch);
  }

  /** Cubed, so that few images are popular and many are rare. */
  long imageOf(long launch) {
    double fraction = Mix.fraction(Mix.mix(launchBits(launch) + 1));
    return (long) (fraction * fraction * fraction * sizes.images());
  }

  long subnetOf(long launch) {
    return launch % sizes.subnets();
  }

  /** How many instances of the same subnet come before {@code instance}. */
  long rankInSubnet(long instance) {
    return launchOf(instance) / sizes.subnets() * LAUNCH_SIZE + instance % LAUNCH_SIZE;
  }

  long vpcOf(long subnet) {
    return subnet / Sizes.SUBNETS_PER_VPC;
  }

  int zoneOf(long subnet) {
    return (int) (subnet % ZONES);
  }

  boolean isPublic(long subnet) {
    return subnet % Sizes.SUBNETS_PER_VPC < ZONES;
  }

  long defaultGroupOf(long vpc) {
    return vpc * sizes.groupsPerVpc();
  }

  /** A group of {@code vpc} other than its default one. */
  long applicationGroupOf(long vpc, long bits) {
    return defaultGroupOf(vpc) + 1 + Mix.below(sizes.groupsPerVpc() - 1, bits);
  }

  long rootVolumeOf(long instance) {
    return instance;
  }

  OptionalLong dataVolumeOf(long instance) {
    return instance % 2 == 0 && instance / 2 < sizes.dataVolumes()
        ? OptionalLong.of(sizes.instances() + instance / 2)
        : OptionalLong.empty();
  }

  boolean isRootVolume(long volume) {
    return volume < sizes.instances();
  }

  /** The instance that {@code volume} is attached to. */
  OptionalLong instanceOf(long volume) {
    if (isRootVolume(volume)) {
      return OptionalLong.of(volume);
    }
    long dataVolume = volume - sizes.instances();
    return dataVolume < sizes.dataVolumes()
        ? OptionalLong.of(dataVolume * 2)
        : OptionalLong.empty();
  }
}
