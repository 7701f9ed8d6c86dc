package io.github.reactoraws.examples.bench;

import io.github.reactoraws.Listing;
import io.github.reactoraws.examples.simulator.Latency;
import io.github.reactoraws.examples.simulator.Simulator;
import reactor.core.publisher.Flux;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Instance;

/** The instances of one region, from an unthrottled simulator through a real client. */
final class ListedInstances implements AutoCloseable {
  private final Simulator aws;
  private final Ec2AsyncClient ec2;

  ListedInstances(int instances, Latency latency) {
    this.aws = Simulator.builder().instances(instances).latency(latency).unthrottled().start();
    this.ec2 =
        aws.configure(Ec2AsyncClient.builder(), aws.accounts().get(0), aws.regions().get(0))
            .build();
  }

  /** All of them, in pages of 1,000. */
  Flux<Instance> items() {
    return Listing.of(
            DescribeInstancesRequest.builder().maxResults(1_000).build(),
            ec2::describeInstances,
            response ->
                response.reservations().stream().flatMap(r -> r.instances().stream()).toList())
        .items();
  }

  /** HTTP requests answered so far. */
  long calls() {
    return aws.tally().total().calls();
  }

  @Override
  public void close() {
    ec2.close();
    aws.close();
  }
}
