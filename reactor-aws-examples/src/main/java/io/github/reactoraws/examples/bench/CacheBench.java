package io.github.reactoraws.examples.bench;

import com.github.benmanes.caffeine.cache.AsyncCache;
import io.github.reactoraws.examples.simulator.Latency;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import reactor.core.publisher.Flux;

/**
 * The cache in memory, beside Caffeine and Reactor's own replay, and what its stage costs a stream
 * that flows through it.
 */
public final class CacheBench {
  private static final Duration LATENCY = Duration.ofMillis(20);
  private static final int SUBSCRIBERS = 1_000;

  private final Size size;
  private final BenchReport report = new BenchReport(CacheBench.class);

  /**
   * How much is measured.
   *
   * @param listed instances of the simulated region
   * @param rounds for what takes long
   * @param quickRounds for what does not
   * @param asks of the stale window each time
   * @param answers that globs go over
   */
  record Size(int listed, Rounds rounds, Rounds quickRounds, int asks, int answers) {
    static final Size FULL =
        new Size(20_000, new Rounds(3, 12), new Rounds(5, 25), 100_000, 20_000);
  }

  CacheBench(Size size) {
    this.size = size;
  }

  /**
   * Runs for about five minutes, prints a table and writes {@code target/bench/CacheBench.csv}.
   *
   * @param args none
   * @throws Exception if a measurement fails
   */
  public static void main(String... args) throws Exception {
    System.out.println(
        "peers: AsyncCache of "
            + Jars.nameOf(AsyncCache.class)
            + ", Flux.cache of "
            + Jars.nameOf(Flux.class)
            + ", the same stream without the stage");
    CacheBench bench = new CacheBench(Size.FULL);
    bench.hits();
    bench.lists();
    bench.overSimulator();
    bench.firstItem();
    bench.staleWindow();
    bench.coldKey();
    bench.globs();
    bench.publish();
  }

  void publish() throws IOException {
    report.publish(System.out);
  }

  void hits() throws Exception {
    JmhMedians hits = JmhMedians.of(CachedMonoThroughput.class);
    report
        .ratioAtLeast(
            "cachedMono: hits/s, beside Mono.fromFuture of AsyncCache",
            hits.of("hitOurs"),
            hits.of("hitPeer"),
            0.9)
        .ratio(
            "cachedMono: the same, both assembled for each hit",
            hits.of("assembledHitOurs"),
            hits.of("assembledHitPeer"));
  }

  void lists() throws Exception {
    JmhMedians items = JmhMedians.of(CachedListThroughput.class);
    report
        .ratioAtLeast(
            "cachedList: replayed items/s, beside Flux.cache",
            items.of("replayOurs"),
            items.of("replayPeer"),
            1)
        .ratio(
            "cachedList: missed items/s, memory, pages at once",
            items.of("missInMemory"),
            items.of("without"))
        .ratio(
            "cachedList: missed items/s, disk, pages at once",
            items.of("missOverDisk"),
            items.of("without"));
  }

  void overSimulator() throws Exception {
    try (ListedInstances listed = new ListedInstances(size.listed(), Latency.none())) {
      Rounds.Medians items =
          misses(
              listed, size.rounds(), stream -> Timed.itemsPerSecond(stream, size.listed()), true);
      report
          .ratioAtLeast(
              "cachedList: missed items/s, memory, simulator without latency",
              items.of("memory"),
              items.of("without"),
              0.95)
          .ratioAtLeast(
              "cachedList: missed items/s, disk, simulator without latency",
              items.of("disk"),
              items.of("without"),
              0.7);
    }
  }

  void firstItem() throws Exception {
    try (ListedInstances listed = new ListedInstances(size.listed(), Latency.fixed(LATENCY))) {
      Rounds.Medians millis = misses(listed, size.quickRounds(), Timed::firstItemMillis, false);
      for (String below : new String[] {"memory", "disk"}) {
        report.ratioAtMost(
            "cachedList: ms to the first missed item, %s, 20 ms a page".formatted(below),
            millis.of(below),
            millis.of("without"),
            1.05);
      }
    }
  }

  /** The same listing without the stage, through it in memory, and with a disk tier below. */
  private static Rounds.Medians misses(
      ListedInstances listed, Rounds rounds, ToDoubleFunction<Flux<?>> measure, boolean isWhole)
      throws Exception {
    try (Misses memory = Misses.inMemory();
        Misses disk = Misses.overDisk()) {
      Map<String, Rounds.Way> ways = new LinkedHashMap<>();
      ways.put("without", () -> measure.applyAsDouble(listed.items()));
      ways.put("memory", () -> measure.applyAsDouble(memory.through(listed.items())));
      ways.put(
          "disk",
          () -> {
            double measured = measure.applyAsDouble(disk.through(listed.items()));
            if (isWhole) {
              disk.awaitStored(); // or it would be a burden to who comes next
            }
            return measured;
          });
      return rounds.of(ways);
    }
  }

  void staleWindow() throws Exception {
    Rounds.Medians hot = p99(1);
    Rounds.Medians many = p99(size.asks() / 10);
    report
        .ratioAtMost(
            "stale hit: p99 ns while upstream takes 500 ms, to a fresh hit",
            hot.of("stale"),
            hot.of("fresh"),
            2)
        .ratio(
            "stale hit: the same where each tenth hit begins a load",
            many.of("stale"),
            many.of("fresh"));
  }

  private Rounds.Medians p99(int keys) throws Exception {
    try (StaleWindow window = new StaleWindow(keys, size.asks())) {
      return window.p99(size.quickRounds());
    }
  }

  void coldKey() {
    ColdKey.Asked asked = ColdKey.by(SUBSCRIBERS);
    report
        .exactly("calls for 1000 subscribers on a cold key", asked.calls(), 1)
        .exactly("items that they got", asked.items(), (long) SUBSCRIBERS * ColdKey.INSTANCES);
  }

  void globs() throws Exception {
    try (GlobInvalidation memory = GlobInvalidation.inMemory(size.answers());
        GlobInvalidation disk = GlobInvalidation.overDisk(size.answers())) {
      globs("memory", memory.millis(size.quickRounds()));
      globs("memory and disk", disk.millis(size.quickRounds()));
    }
  }

  private void globs(String tiers, Rounds.Medians millis) {
    report
        .atMost(
            "glob over 20000 keys: ms by prefix, " + tiers, millis.of(GlobInvalidation.PREFIX), 10)
        .atMost("glob over 20000 keys: ms infix, " + tiers, millis.of(GlobInvalidation.INFIX), 50);
  }
}
