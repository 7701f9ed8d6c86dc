package io.github.reactoraws.examples.bench;

import io.github.reactoraws.Listing;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.core.util.VersionInfo;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;

/** {@link Listing} beside the SDK's own paginators: items a second, calls, memory. */
public final class ListingBench {
  private static final Duration CHILD_TIMEOUT = Duration.ofMinutes(10);
  private static final List<String> SMALL_HEAP = List.of("-Xmx128m");

  private ListingBench() {}

  /**
   * Runs for about three minutes, prints a table and writes {@code target/bench/ListingBench.csv}.
   *
   * @param args none
   * @throws Exception if a measurement fails
   */
  public static void main(String... args) throws Exception {
    System.out.println("peer: paginator publishers of the AWS SDK " + VersionInfo.SDK_VERSION);
    JmhMedians itemsPerSecond = JmhMedians.of(ListingThroughput.class);
    Streamed small = streamed(100_000);
    Streamed large = streamed(1_000_000);
    new BenchReport(ListingBench.class)
        .ratioAtLeast(
            "items/s, pages of 1000 without latency",
            itemsPerSecond.of("readyOurs"),
            itemsPerSecond.of("readyPeer"),
            0.95)
        .ratioAtLeast(
            "items/s, 20 ms a page and 10 ms of work on it",
            itemsPerSecond.of("slowOurs"),
            itemsPerSecond.of("slowPeer"),
            1.4)
        .exactly("calls sent by take(10)", callsOfTakeTen(), 1)
        .exactly("items end to end in a JVM with -Xmx128m", large.items(), 1_000_000)
        .ratioAtMost(
            "peak live heap in bytes, 1000000 to 100000 items",
            large.peakLiveBytes(),
            small.peakLiveBytes(),
            1.05)
        .publish(System.out);
  }

  private static long callsOfTakeTen() {
    try (PagedEc2 ec2 = new PagedEc2(10, 1_000, Duration.ZERO)) {
      Listing.of(
              DescribeInstancesRequest.builder().build(),
              ec2.client()::describeInstances,
              PagedEc2::instances)
          .items()
          .take(10)
          .blockLast();
      return ec2.calls();
    }
  }

  /** What {@link MillionInstances} printed. */
  private record Streamed(long items, double peakLiveBytes) {}

  private static Streamed streamed(int instances) throws IOException, InterruptedException {
    String[] printed =
        ChildJvm.run(CHILD_TIMEOUT, SMALL_HEAP, MillionInstances.class, "" + instances)
            .split(" ", 2);
    return new Streamed(Long.parseLong(printed[0]), Double.parseDouble(printed[1]));
  }
}
