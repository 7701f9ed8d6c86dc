package io.github.reactoraws.examples.bench;

import com.github.benmanes.caffeine.cache.AsyncCache;
import io.github.reactoraws.SingleFlight;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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
            + Jars.nameOf(Mono.class)
            + " in a ConcurrentHashMap, AsyncCache of "
            + Jars.nameOf(AsyncCache.class));
    Counted counted = concurrentAsks();
    JmhMedians asksPerSecond = JmhMedians.of(SingleFlightThroughput.class);
    new BenchReport(SingleFlightBench.class)
        .exactly("loads of 100000 concurrent asks of 100 keys", counted.loads(), KEYS)
        .exactly("asks answered of 100000", counted.answered(), ASKS)
        .ratioAtLeast(
            "asks/s, 1000 waiters a key, beside a map of Mono.cache",
            asksPerSecond.of("ours"),
            asksPerSecond.of("mapOfMonoCache"),
            1)
        .ratioAtLeast(
            "asks/s, 1000 waiters a key, beside Caffeine's AsyncCache",
            asksPerSecond.of("ours"),
            asksPerSecond.of("asyncCache"),
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
}
