package io.github.reactoraws.examples.simulator;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Reservation;

/** Groups instances by the launch that they came from, as DescribeInstances answers them. */
final class Reservations {
  private final Place place;
  private final Layout layout;
  private final Ids instances;
  private final Ids ids;

  Reservations(Place place) {
    this.place = place;
    this.layout = new Layout(place);
    this.instances = place.ids(Kind.INSTANCE, place.sizes().instances());
    this.ids = place.ids(Kind.RESERVATION, Long.MAX_VALUE);
  }

  /** The reservations of neighbours; one that spans two pages appears on both, as in AWS. */
  List<Reservation> of(List<Instance> page) {
    List<Reservation> reservations = new ArrayList<>();
    List<Instance> together = new ArrayList<>();
    long current = -1;
    for (Instance instance : page) {
      long launch = layout.launchOf(instances.index(instance.instanceId()).orElseThrow());
      if (launch != current && !together.isEmpty()) {
        reservations.add(reservation(current, together));
        together = new ArrayList<>();
      }
      current = launch;
      together.add(instance);
    }
    if (!together.isEmpty()) {
      reservations.add(reservation(current, together));
    }
    return reservations;
  }

  private Reservation reservation(long launch, List<Instance> instances) {
    return Reservation.builder()
        .reservationId(ids.id(launch))
        .ownerId(place.owner())
        .instances(instances)
        .build();
  }
}
