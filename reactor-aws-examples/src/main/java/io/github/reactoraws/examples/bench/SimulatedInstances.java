package io.github.reactoraws.examples.bench;

import io.github.reactoraws.examples.simulator.Latency;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Flux;
import software.amazon.awssdk.services.ec2.model.Instance;

/** Instances as a client gets them, with all that the simulated EC2 tells of them. */
final class SimulatedInstances {
  private static final int SAMPLE = 1_000;

  private SimulatedInstances() {}

  /** The first {@code count} of one region. */
  static List<Instance> first(int count) {
    try (ListedInstances listed = new ListedInstances(Math.max(count, 1_000), Latency.none())) {
      return Objects.requireNonNull(
          listed.items().take(count).collectList().block(Duration.ofSeconds(60)));
    }
  }

  /** Each with {@linkplain #id an id} of its own; all else repeats after a thousand. */
  static Flux<Instance> numbered(int count) {
    List<Instance> sample = first(SAMPLE);
    return Flux.range(0, count)
        .map(i -> sample.get(i % SAMPLE).toBuilder().instanceId(id(i)).build());
  }

  static String id(int number) {
    String digits = Integer.toHexString(number);
    return "i-" + "0".repeat(17 - digits.length()) + digits;
  }
}
