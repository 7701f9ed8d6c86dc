package io.github.reactoraws.examples.bench;

import io.github.reactoraws.cache.TieredCache;
import io.github.reactoraws.cache.tier.disk.DiskTier;
import io.github.reactoraws.metrics.Meter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Two accounts that read the same things through one cache: neither sees a row of the other's. */
public final class TwoAccountRun {
  private static final int READS = 100_000;
  private static final int SEED = 1;
  private static final int LANES = 8;
  private static final long MEMORY =
      512 << 10; // bytes: less than all, so that the disk answers, too
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private TwoAccountRun() {}

  /**
   * Reads a hundred thousand times, prints a table, writes {@code target/bench/TwoAccountRun.csv},
   * and ends with status 1 if an account got a row of the other's.
   *
   * @param args how many reads instead, and the seed, if any
   * @throws Exception if there is nowhere to write
   */
  public static void main(String... args) throws Exception {
    int reads = args.length > 0 ? Integer.parseInt(args[0]) : READS;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : SEED;
    BenchReport report;
    try (TempFolder scratch = new TempFolder(TwoAccountRun.class)) {
      report = run(scratch.path(), reads, seed);
    }
    report.publish(System.out);
    System.exit(report.failing().isEmpty() ? 0 : 1);
  }

  /** What at least so many reads have shown. */
  static BenchReport run(Path folder, int reads, long seed) {
    TierMeters meters = new TierMeters();
    SplittableRandom seeds = new SplittableRandom(seed);
    try (TieredCache cache =
        TieredCache.builder()
            .memory(MEMORY)
            .tier(DiskTier.builder(folder).recorder(meters).build())
            .recorder(meters)
            .build()) {
      OwnedReads owned = new OwnedReads(cache);
      Flux.range(0, LANES)
          .map(lane -> seeds.split())
          .flatMap(
              random ->
                  Mono.defer(() -> owned.next(random))
                      .repeat(() -> owned.reads.sum() + owned.failed.sum() < reads)
                      .subscribeOn(Schedulers.parallel()),
              LANES)
          .blockLast(LONGEST);
      return report(owned, meters, reads);
    }
  }

  private static BenchReport report(OwnedReads owned, TierMeters meters, int reads) {
    return new BenchReport(TwoAccountRun.class)
        .atLeast("reads", owned.reads.sum(), reads)
        .atLeast("rows", owned.rows.sum(), reads)
        .exactly("rows of the other account, or of another request", owned.crossed.sum(), 0)
        .exactly("reads that lacked a row, or had too many", owned.incomplete.sum(), 0)
        .exactly("reads that failed", owned.failed.sum(), 0)
        .atLeast("invalidations", owned.invalidations.sum(), 1)
        .count("calls", owned.calls.sum())
        .atLeast("reads that needed no call", owned.asks.sum() - owned.calls.sum(), reads / 2)
        .atLeast("reads out of memory", meters.of(Meter.CACHE_MEMORY_HITS), 1)
        .atLeast("reads out of the disk", meters.of(Meter.CACHE_TIER_HITS), 1)
        .atLeast("reads that joined another", meters.of(Meter.CACHE_JOINED), 1)
        .exactly("failures that the tiers counted", meters.of(Meter.CACHE_TIER_ERRORS), 0);
  }
}
