package io.github.reactoraws.examples.bench;

import io.github.reactoraws.cache.tier.disk.DiskTier;
import io.github.reactoraws.metrics.Meter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import reactor.core.publisher.Flux;

/**
 * Kills a process that writes to a disk tier, again and again, and looks each time whether all is
 * there that the tier has said is safe.
 */
public final class CrashRun {
  private static final int ROUNDS = 100;
  private static final int SEED = 1;
  private static final int LEAST_MILLIS = 50;
  private static final int MOST_MILLIS = 500;
  private static final int EARLY = 8; // one round of so many is killed while it opens the folder
  private static final int EARLY_MILLIS = 200;
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final Path folder;
  private final SplittableRandom random;
  private final Map<StampedKey, Long> safe = new HashMap<>();
  private long acknowledged;
  private long opened;
  private long lost;
  private long wrong;
  private long failures;

  private record StampedKey(int group, int number) {}

  private record Looked(StampedKey key, Sighting seen) {}

  private CrashRun(Path folder, long seed) {
    this.folder = folder;
    this.random = new SplittableRandom(seed);
  }

  /**
   * Runs a hundred rounds, prints a table, writes {@code target/bench/CrashRun.csv}, and ends with
   * status 1 if anything was lost.
   *
   * @param args how many rounds instead, and the seed, if any
   * @throws Exception if a child cannot be run
   */
  public static void main(String... args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : ROUNDS;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : SEED;
    BenchReport report;
    try (TempFolder scratch = new TempFolder(CrashRun.class)) {
      report = run(scratch.path(), rounds, seed);
    }
    report.publish(System.out);
    System.exit(report.failing().isEmpty() ? 0 : 1);
  }

  /** What so many rounds have shown. */
  static BenchReport run(Path scratch, int rounds, long seed)
      throws IOException, InterruptedException {
    CrashRun run = new CrashRun(scratch.resolve("cache"), seed);
    CrashChild next = CrashChild.start(scratch, run.folder, 1);
    try {
      for (int round = 1; round <= rounds; round++) {
        CrashChild child = next;
        run.kill(child, round);
        next = round < rounds ? CrashChild.start(scratch, run.folder, round + 1) : child;
        run.check();
      }
    } finally {
      next.close();
    }
    return new BenchReport(CrashRun.class)
        .exactly("rounds after which the folder opened", run.opened, rounds)
        .atLeast("lists acknowledged", run.acknowledged, rounds)
        .count("keys that they were of", run.safe.size())
        .exactly("acknowledged lists lost", run.lost, 0)
        .exactly("wrong lists", run.wrong, 0)
        .exactly("failures that the tier counted", run.failures, 0);
  }

  private void kill(CrashChild child, int round) throws IOException, InterruptedException {
    List<Long> told =
        round % EARLY == 0
            ? child.killedOpening(Duration.ofMillis(random.nextInt(EARLY_MILLIS)))
            : child.killedWriting(Duration.ofMillis(random.nextInt(LEAST_MILLIS, MOST_MILLIS + 1)));
    told.forEach(
        version -> {
          StampedList list = CrashPlan.list(version);
          safe.merge(new StampedKey(list.group(), list.number()), version, Math::max);
          acknowledged++;
        });
  }

  private void check() {
    TierMeters meters = new TierMeters();
    try (DiskTier tier =
        DiskTier.builder(folder).maxBytes(CrashWriter.MAX_BYTES).recorder(meters).build()) {
      opened += meters.off() == 0 ? 1 : 0;
      List<Looked> all =
          Flux.fromIterable(List.copyOf(safe.keySet()))
              .flatMapSequential(
                  key ->
                      Sighting.of(tier, key.group, key.number).map(seen -> new Looked(key, seen)),
                  CrashPlan.LANES)
              .collectList()
              .blockOptional(LONGEST)
              .orElseThrow();
      all.forEach(this::judge);
      failures += meters.of(Meter.CACHE_TIER_ERRORS) + meters.of(Meter.CACHE_BROKEN) + meters.off();
    }
  }

  private void judge(Looked looked) {
    Sighting seen = looked.seen;
    long known = safe.getOrDefault(looked.key, 0L);
    StampedList planned = CrashPlan.list(seen.version());
    if (seen.is(Sighting.Kind.WRONG)) {
      wrong++;
    } else if (!seen.is(Sighting.Kind.RIGHT) || seen.version() < known) {
      lost++;
    } else if (planned.group() != looked.key.group || planned.number() != looked.key.number) {
      wrong++;
    } else {
      safe.put(looked.key, seen.version()); // it may have been killed before it could tell
    }
  }
}
