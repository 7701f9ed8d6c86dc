package io.github.reactoraws.examples.bench;

import io.github.reactoraws.SingleFlight;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * {@link SingleFlight} beside what people build of a map, and beside Caffeine: loads, asks a
 * second.
 */
public final class SingleFlightBench {
  private static final int ASKS = 100_000;
  private static final int KEYS = 100;
  private static final long PATIENCE_SECONDS = 20;

  private SingleFlightBench() {}

  /**
   * Runs for less than a minute, prints a table and writes {@code
   * target/bench/SingleFlightBench.csv}.
   *
   * @param args none
   * @throws Exception if a measurement fails
   */
  public static void main(String... args) throws Exception {
    System.out.println(
        "peers: Mono.cache of reactor-core "
            + jarOf(Mono.class)
            + " in a ConcurrentHashMap, AsyncCache of "
            + jarOf(com.github.benmanes.caffeine.cache.AsyncCache.class));
    Counted counted = concurrentAsks();
    Map<String, Double> asksPerSecond = throughput();
    new BenchReport(SingleFlightBench.class)
        .exactly("loads of 100000 concurrent asks of 100 keys", counted.loads(), KEYS)
        .exactly("asks answered of 100000", counted.answered(), ASKS)
        .ratioAtLeast(
            "asks/s, 1000 waiters a key, beside a map of Mono.cache",
            score(asksPerSecond, "ours"),
            score(asksPerSecond, "mapOfMonoCache"),
            1)
        .ratioAtLeast(
            "asks/s, 1000 waiters a key, beside Caffeine's AsyncCache",
            score(asksPerSecond, "ours"),
            score(asksPerSecond, "asyncCache"),
            0.5)
        .publish(System.out);
  }

  private record Counted(long loads, long answered) {}

  /** Asks from many threads; no load answers before the last ask waits. */
  private static Counted concurrentAsks() throws InterruptedException {
    AtomicLong loads = new AtomicLong();
    AtomicLong answered = new AtomicLong();
    Sinks.Empty<Void> gate = Sinks.empty();
    SingleFlight<Integer, Integer> flight =
        SingleFlight.of(
            key -> {
              loads.incrementAndGet();
              return gate.asMono().thenReturn(key);
            });
    CountDownLatch asked = new CountDownLatch(ASKS);
    CountDownLatch done = new CountDownLatch(ASKS);
    for (int i = 0; i < ASKS; i++) {
      int key = i % KEYS;
      Schedulers.parallel()
          .schedule(
              () -> {
                flight
                    .load(key)
                    .doOnNext(value -> answered.incrementAndGet())
                    .subscribe(value -> done.countDown());
                asked.countDown();
              });
    }
    if (asked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      gate.tryEmitEmpty().orThrow();
    }
    if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(done.getCount() + " asks were never answered");
    }
    return new Counted(loads.get(), answered.get());
  }

  private static Map<String, Double> throughput() throws RunnerException {
    System.setProperty("java.class.path", ChildJvm.classPath()); // JMH starts its forks with it
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(SingleFlightThroughput.class.getSimpleName())
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    return results.stream()
        .collect(
            Collectors.toMap(
                result -> result.getPrimaryResult().getLabel(),
                result -> result.getPrimaryResult().getStatistics().getPercentile(50)));
  }

  private static double score(Map<String, Double> scores, String benchmark) {
    return Objects.requireNonNull(scores.get(benchmark), () -> "no such benchmark: " + benchmark);
  }

  /** The name of the jar that a class comes from, which tells the version. */
  private static String jarOf(Class<?> type) {
    String path = type.getProtectionDomain().getCodeSource().getLocation().getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
