package io.github.reactoraws.examples.simulator;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** The executions of one state machine, youngest first: the youngest few still run. */
final class Executions {
  private static final int MINUTES_APART = 10;

  private final Place place;
  private final StateMachines machines;
  private final long machine;
  private final long count;
  private final Ids ids;

  Executions(Place place, StateMachines machines, long machine) {
    this.place = place;
    this.machines = machines;
    this.machine = machine;
    this.count =
        place.sizes().executionsBefore(machine + 1) - place.sizes().executionsBefore(machine);
    this.ids = new Ids("", Mix.key(place.key(), machines.name(machine)), count);
  }

  long count() {
    return count;
  }

  long machine() {
    return machine;
  }

  /** The index of the execution of that name: a UUID whose first half is the mixed index. */
  OptionalLong index(String name) {
    if (name.length() != 36) {
      return OptionalLong.empty();
    }
    try {
      UUID uuid = UUID.fromString(name);
      OptionalLong index = ids.index(uuid.getMostSignificantBits());
      return index.isPresent() && uuid(index.getAsLong()).toString().equals(name)
          ? index
          : OptionalLong.empty();
    } catch (IllegalArgumentException notUuid) {
      return OptionalLong.empty();
    }
  }

  String arn(long index) {
    return place.arn("states", "execution:" + machines.name(machine) + ":" + uuid(index));
  }

  ExecutionStatus status(long index) {
    if (index < Math.min(10, count / 20)) {
      return ExecutionStatus.RUNNING;
    }
    int percent = Mix.below(100, ids.bits(index));
    if (percent < 90) {
      return ExecutionStatus.SUCCEEDED;
    }
    return percent < 97
        ? ExecutionStatus.FAILED
        : percent < 99 ? ExecutionStatus.TIMED_OUT : ExecutionStatus.ABORTED;
  }

  Instant started(long index) {
    return Words.TODAY.minusSeconds((index + 1) * MINUTES_APART * 60L);
  }

  /** When it ended, if it did. */
  Optional<Instant> stopped(long index) {
    return status(index) == ExecutionStatus.RUNNING
        ? Optional.empty()
        : Optional.of(
            started(index).plusSeconds(1 + Mix.below(MINUTES_APART * 60, ids.bits(index))));
  }

  ExecutionListItem get(long index) {
    return ExecutionListItem.builder()
        .executionArn(arn(index))
        .stateMachineArn(machines.arn(machine))
        .name(uuid(index).toString())
        .status(status(index))
        .startDate(started(index))
        .stopDate(stopped(index).orElse(null))
        .redriveCount(0)
        .build();
  }

  String name(long index) {
    return uuid(index).toString();
  }

  String input(long index) {
    return "{\"order\":" + (ids.bits(index) >>> 40) + "}";
  }

  private UUID uuid(long index) {
    return new UUID(ids.word(index), ids.bits(index));
  }
}
