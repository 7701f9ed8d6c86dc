package io.github.reactoraws.examples.bench;

import static io.github.reactoraws.Stages.dedupWithin;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Elements a second through a stage that drops repeats: ten million elements, each key once and
 * then any of them at random, into a memory that begins empty and outlives the run.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Thread)
public class DedupThroughput {
  static final Duration WINDOW = Duration.ofHours(1);
  private static final int ELEMENTS = 10_000_000;

  /** How many keys there are. */
  @Param({"1000", "1000000", "5000000"})
  public int keys;

  private String[] ids = {};

  /** Makes the keys. */
  @Setup
  public void makeKeys() {
    ids = IntStream.range(0, keys).mapToObj(DedupThroughput::id).toArray(String[]::new);
  }

  /**
   * {@code dedupWithin}.
   *
   * @param sink takes what passes
   */
  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public void ours(Blackhole sink) {
    run(dedupWithin(WINDOW), sink);
  }

  /**
   * {@code distinct} over a Caffeine store.
   *
   * @param sink takes what passes
   */
  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public void distinctInCaffeine(Blackhole sink) {
    run(DistinctInCaffeine::distinct, sink);
  }

  /**
   * {@code distinct} as it is, in a {@code HashSet} that forgets nothing.
   *
   * @param sink takes what passes
   */
  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public void distinct(Blackhole sink) {
    run(Flux::distinct, sink);
  }

  /**
   * A stage that only reads the clock: no stage whose window is exact can be faster.
   *
   * @param sink takes what passes
   */
  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public void clockAlone(Blackhole sink) {
    Scheduler clock = Schedulers.parallel();
    long start = clock.now(TimeUnit.NANOSECONDS);
    run(source -> source.filter(id -> clock.now(TimeUnit.NANOSECONDS) - start >= 0), sink);
  }

  private void run(Function<Flux<String>, Flux<String>> stage, Blackhole sink) {
    Flux.range(0, ELEMENTS)
        .map(i -> ids[i < keys ? i : Math.floorMod(scrambled(i), keys)])
        .transform(stage)
        .doOnNext(sink::consume)
        .blockLast();
  }

  private static int scrambled(int i) {
    int h = (i ^ (i >>> 16)) * 0x85ebca6b;
    h = (h ^ (h >>> 13)) * 0xc2b2ae35;
    return h ^ (h >>> 16);
  }

  /** An id like those of EC2's resources. */
  static String id(int index) {
    return String.format("i-%017x", (index * 0x9E3779B97F4A7C15L) >>> 4);
  }
}
