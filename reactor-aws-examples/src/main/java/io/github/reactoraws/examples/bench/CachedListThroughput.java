package io.github.reactoraws.examples.bench;

import io.github.reactoraws.Listing;
import io.github.reactoraws.cache.CachePolicy;
import io.github.reactoraws.cache.TieredCache;
import io.github.reactoraws.cache.key.CacheKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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

/**
 * Items a second of a listing of 20,000 instances whose pages are there at once, the harshest
 * upstream there is: without our stage, through it, and replayed.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class CachedListThroughput {
  private static final int ITEMS = 20_000;

  private PagedEc2 ec2 = new PagedEc2(0, 0, Duration.ZERO);
  private Flux<Instance> items = Flux.empty();
  private final TieredCache cache = TieredCache.builder().memory(256L << 20).build();
  private Flux<Instance> replayed = Flux.empty();
  private Flux<Instance> replayedByPeer = Flux.empty();

  /** Gets the instances, and lets both replays see them once. */
  @Setup
  public void record() {
    ec2.close();
    ec2 =
        PagedEc2.of(
            SimulatedInstances.numbered(ITEMS).collectList().blockOptional().orElseThrow(), 1_000);
    items =
        Listing.of(
                DescribeInstancesRequest.builder().build(),
                ec2.client()::describeInstances,
                PagedEc2::instances)
            .items();
    replayed =
        items.transform(
            cache.cachedList(
                CacheKey.of("bench", "replayed"),
                Instance.class,
                CachePolicy.fresh(Duration.ofHours(1))));
    replayedByPeer = items.cache();
    for (Flux<Instance> way : List.of(replayed, replayedByPeer)) {
      if (way.count().blockOptional().orElseThrow() != ITEMS) {
        throw new IllegalStateException("not all instances came");
      }
    }
  }

  /** Stops the threads. */
  @TearDown
  public void close() {
    ec2.close();
    cache.close();
  }

  /** A cache in memory. */
  @State(Scope.Thread)
  public static class InMemory {
    private final Misses misses = Misses.inMemory();

    /** Closes it. */
    @TearDown
    public void close() {
      misses.close();
    }
  }

  /** A cache with a disk tier. */
  @State(Scope.Thread)
  public static class OverDisk {
    private final Misses misses = Misses.overDisk();

    /** Waits until the list is stored; not measured. */
    @TearDown(Level.Invocation)
    public void awaitStored() {
      misses.awaitStored();
    }

    /** Closes it. */
    @TearDown
    public void close() {
      misses.close();
    }
  }

  /**
   * Without our stage.
   *
   * @param sink takes each item
   */
  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public void without(Blackhole sink) {
    items.doOnNext(sink::consume).blockLast();
  }

  /**
   * Through our stage, in memory.
   *
   * @param memory the cache
   * @param sink takes each item
   */
  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public void missInMemory(InMemory memory, Blackhole sink) {
    memory.misses.through(items).doOnNext(sink::consume).blockLast();
  }

  /**
   * Through our stage, with a disk tier below.
   *
   * @param disk the cache
   * @param sink takes each item
   */
  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public void missOverDisk(OverDisk disk, Blackhole sink) {
    disk.misses.through(items).doOnNext(sink::consume).blockLast();
  }

  /**
   * A hit of ours.
   *
   * @param sink takes each item
   */
  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public void replayOurs(Blackhole sink) {
    replayed.subscribe(sink::consume);
  }

  /**
   * Reactor's own replay.
   *
   * @param sink takes each item
   */
  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public void replayPeer(Blackhole sink) {
    replayedByPeer.subscribe(sink::consume);
  }
}
