package io.github.reactoraws.examples.bench;

import io.github.reactoraws.examples.bench.SharedFolderCounts.What;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Two processes that write, find and invalidate in one folder at once. */
public final class TwoProcessRun {
  private static final int SECONDS = 120;
  private static final int SEED = 1;
  private static final long LEAST =
      SharedFolderLane.PROCESSES * SharedFolderProcess.LANES * SharedFolderProcess.LEAST;
  private static final Duration TO_END = Duration.ofMinutes(2);

  private TwoProcessRun() {}

  /**
   * Runs for two minutes, prints a table, writes {@code target/bench/TwoProcessRun.csv}, and ends
   * with status 1 if anything failed.
   *
   * @param args how many seconds instead, and the seed, if any
   * @throws Exception if a process cannot be run
   */
  public static void main(String... args) throws Exception {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : SECONDS;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : SEED;
    BenchReport report;
    try (TempFolder scratch = new TempFolder(TwoProcessRun.class)) {
      report = run(scratch.path(), seconds, seed);
    }
    report.publish(System.out);
    System.exit(report.failing().isEmpty() ? 0 : 1);
  }

  /** What so many seconds have shown. */
  static BenchReport run(Path folder, int seconds, long seed) {
    SharedFolderCounts counts =
        Flux.range(0, SharedFolderLane.PROCESSES)
            .flatMap(
                process ->
                    Mono.fromCallable(() -> counts(folder, seconds, seed, process))
                        .subscribeOn(Schedulers.boundedElastic()))
            .reduce(SharedFolderCounts::plus)
            .blockOptional()
            .orElseThrow();
    long done =
        counts.of(What.WRITTEN) + counts.of(What.LOOKED_FOR) + counts.of(What.INVALIDATIONS);
    BenchReport report = new BenchReport(TwoProcessRun.class).atLeast("operations", done, LEAST);
    for (What what : What.values()) {
      long count = counts.of(what);
      switch (what) {
        case WRITTEN, LOOKED_FOR, FOUND, FOUND_OF_OTHER, INVALIDATIONS ->
            report.atLeast(what.toString(), count, 1);
        case LOST -> report.count(what.toString(), count);
        case WRONG, STALE, ERRORS, BROKEN, OFF -> report.exactly(what.toString(), count, 0);
      }
    }
    return report;
  }

  private static SharedFolderCounts counts(Path folder, int seconds, long seed, int process)
      throws IOException, InterruptedException {
    return SharedFolderCounts.parsed(
        ChildJvm.run(
            TO_END.plusSeconds(seconds),
            List.of("-Xmx256m"),
            SharedFolderProcess.class,
            folder.toString(),
            "" + seconds,
            "" + seed,
            "" + process));
  }
}
