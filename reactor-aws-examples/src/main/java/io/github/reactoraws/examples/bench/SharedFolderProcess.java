package io.github.reactoraws.examples.bench;

import io.github.reactoraws.cache.tier.disk.DiskTier;
import io.github.reactoraws.examples.bench.SharedFolderCounts.What;
import io.github.reactoraws.metrics.Meter;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One of two processes that use a folder, and prints what it has counted. */
public final class SharedFolderProcess {
  static final int LANES = 8;
  static final int LEAST = 25; // operations of a lane, however slow the machine is

  private SharedFolderProcess() {}

  /**
   * Works for a time, or longer if it has done little by then, and prints {@link
   * SharedFolderCounts}.
   *
   * @param args the folder, how many seconds, the seed, and which of the two it is: 0 or 1
   */
  public static void main(String... args) {
    long nanos = TimeUnit.SECONDS.toNanos(Long.parseLong(args[1]));
    int process = Integer.parseInt(args[3]);
    SplittableRandom seeds = new SplittableRandom(Long.parseLong(args[2]) + process);
    SharedFolderCounts counts = new SharedFolderCounts();
    TierMeters meters = new TierMeters();
    try (DiskTier tier = DiskTier.builder(Path.of(args[0])).recorder(meters).build()) {
      new StampedList(LANES + process, 0, 0).writeTo(tier).block(); // not timed: classes are loaded
      long end = System.nanoTime() + nanos;
      Flux.range(0, LANES)
          .map(group -> new SharedFolderLane(tier, process, group, seeds.split(), counts))
          .flatMap(
              lane ->
                  Mono.defer(lane::next)
                      .repeat(() -> System.nanoTime() - end < 0 || lane.done() < LEAST),
              LANES)
          .blockLast();
      counts.add(What.ERRORS, meters.of(Meter.CACHE_TIER_ERRORS));
      counts.add(What.BROKEN, meters.of(Meter.CACHE_BROKEN));
      counts.add(What.OFF, meters.off());
      System.out.println(counts);
    }
  }
}
