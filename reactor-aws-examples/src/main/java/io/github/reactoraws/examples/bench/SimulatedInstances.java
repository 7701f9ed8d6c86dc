package io.github.reactoraws.examples.bench;

import io.github.reactoraws.examples.simulator.Latency;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.ec2.model.Instance;

/** Instances as a client gets them, with all that the simulated EC2 tells of them. */
final class SimulatedInstances {
  private SimulatedInstances() {}

  /** The first {@code count} of one region. */
  static List<Instance> first(int count) {
    try (ListedInstances listed = new ListedInstances(Math.max(count, 1_000), Latency.none())) {
      return Objects.requireNonNull(
          listed.items().take(count).collectList().block(Duration.ofSeconds(60)));
    }
  }
}
