package io.github.reactoraws.examples.bench;

import io.github.reactoraws.Listing;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import reactor.core.publisher.Flux;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Instance;

/** Items a second out of pages of 1,000: our listing, and the SDK's paginator flattened. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class ListingThroughput {
  private static final int ITEMS_PER_PAGE = 1_000;
  private static final int READY_PAGES = 200;
  private static final int SLOW_PAGES = 20;
  private static final Duration PAGE_LATENCY = Duration.ofMillis(20);
  private static final long WORK_NANOS = TimeUnit.MILLISECONDS.toNanos(10) / ITEMS_PER_PAGE;
  private static final DescribeInstancesRequest REQUEST =
      DescribeInstancesRequest.builder().build();

  private final PagedEc2 ready = new PagedEc2(READY_PAGES, ITEMS_PER_PAGE, Duration.ZERO);
  private final PagedEc2 slow = new PagedEc2(SLOW_PAGES, ITEMS_PER_PAGE, PAGE_LATENCY);

  private Flux<Instance> readyOurs = Flux.empty();
  private Flux<Instance> readyPeer = Flux.empty();
  private Flux<Instance> slowOurs = Flux.empty();
  private Flux<Instance> slowPeer = Flux.empty();

  /** Builds the four pipelines. */
  @Setup
  public void assemble() {
    readyOurs = ours(ready);
    readyPeer = peer(ready);
    slowOurs = ours(slow).doOnNext(item -> work());
    slowPeer = peer(slow).doOnNext(item -> work());
  }

  /** Stops the clients' threads. */
  @TearDown
  public void close() {
    ready.close();
    slow.close();
  }

  /**
   * Our items, pages at once.
   *
   * @param sink takes each item
   */
  @Benchmark
  @OperationsPerInvocation(READY_PAGES * ITEMS_PER_PAGE)
  public void readyOurs(Blackhole sink) {
    readyOurs.doOnNext(sink::consume).blockLast();
  }

  /**
   * The SDK's, pages at once.
   *
   * @param sink takes each item
   */
  @Benchmark
  @OperationsPerInvocation(READY_PAGES * ITEMS_PER_PAGE)
  public void readyPeer(Blackhole sink) {
    readyPeer.doOnNext(sink::consume).blockLast();
  }

  /**
   * Our items, 20 ms a page and 10 ms of work on it.
   *
   * @param sink takes each item
   */
  @Benchmark
  @OperationsPerInvocation(SLOW_PAGES * ITEMS_PER_PAGE)
  public void slowOurs(Blackhole sink) {
    slowOurs.doOnNext(sink::consume).blockLast();
  }

  /**
   * The SDK's, 20 ms a page and 10 ms of work on it.
   *
   * @param sink takes each item
   */
  @Benchmark
  @OperationsPerInvocation(SLOW_PAGES * ITEMS_PER_PAGE)
  public void slowPeer(Blackhole sink) {
    slowPeer.doOnNext(sink::consume).blockLast();
  }

  private static Flux<Instance> ours(PagedEc2 ec2) {
    return Listing.of(REQUEST, ec2.client()::describeInstances, PagedEc2::instances).items();
  }

  private static Flux<Instance> peer(PagedEc2 ec2) {
    return Flux.from(ec2.client().describeInstancesPaginator(REQUEST))
        .concatMapIterable(PagedEc2::instances);
  }

  private static void work() {
    long end = System.nanoTime() + WORK_NANOS;
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }
}
