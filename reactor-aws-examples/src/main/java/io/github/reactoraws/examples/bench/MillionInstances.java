package io.github.reactoraws.examples.bench;

import io.github.reactoraws.Listing;
import io.github.reactoraws.examples.simulator.Simulator;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;

/**
 * Streams instances through a real client from a simulator in the same JVM, and prints how many
 * came and the most bytes that were live at any of a hundred moments on the way.
 */
public final class MillionInstances {
  private static final int MOMENTS = 100;

  private MillionInstances() {}

  /**
   * Prints {@code items peakLiveBytes}.
   *
   * @param args how many instances
   */
  public static void main(String... args) {
    int instances = Integer.parseInt(args[0]);
    AtomicLong count = new AtomicLong();
    AtomicLong peak = new AtomicLong();
    try (Simulator aws = Simulator.builder().instances(instances).unthrottled().start();
        Ec2AsyncClient ec2 =
            aws.configure(Ec2AsyncClient.builder(), aws.accounts().get(0), aws.regions().get(0))
                .build()) {
      Listing.of(
              DescribeInstancesRequest.builder().maxResults(1000).build(),
              ec2::describeInstances,
              response ->
                  response.reservations().stream().flatMap(r -> r.instances().stream()).toList())
          .items()
          .doOnNext(
              instance -> {
                if (count.incrementAndGet() % Math.max(1, instances / MOMENTS) == 0) {
                  peak.accumulateAndGet(LiveHeap.bytes(), Math::max);
                }
              })
          .blockLast(Duration.ofMinutes(20));
    }
    System.out.println(count + " " + peak);
  }
}
