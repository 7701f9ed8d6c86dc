package io.github.reactoraws.examples.bench;

import io.github.reactoraws.Listing;
import io.github.reactoraws.examples.simulator.Simulator;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Instance;

/** Instances as a client gets them, with all that the simulated EC2 tells of them. */
final class SimulatedInstances {
  private SimulatedInstances() {}

  /** The first {@code count} of one region. */
  static List<Instance> first(int count) {
    try (Simulator aws =
            Simulator.builder().instances(Math.max(count, 1_000)).unthrottled().start();
        Ec2AsyncClient ec2 =
            aws.configure(Ec2AsyncClient.builder(), aws.accounts().get(0), aws.regions().get(0))
                .build()) {
      return Objects.requireNonNull(
          Listing.of(
                  DescribeInstancesRequest.builder().maxResults(1000).build(),
                  ec2::describeInstances,
                  response ->
                      response.reservations().stream()
                          .flatMap(r -> r.instances().stream())
                          .toList())
              .items()
              .take(count)
              .collectList()
              .block(Duration.ofSeconds(30)));
    }
  }
}
