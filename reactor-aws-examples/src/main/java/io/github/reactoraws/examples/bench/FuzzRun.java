package io.github.reactoraws.examples.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;

/** Damages the files of a disk tier in many ways, and looks that it never serves what is wrong. */
public final class FuzzRun {
  private static final int CASES = 1_000;
  private static final int SEED = 1;
  private static final int ENCRYPTED = 4; // one case of so many is

  private final List<FuzzCase> cases = new ArrayList<>();

  private FuzzRun() {}

  /**
   * Runs a thousand cases, prints a table, writes {@code target/bench/FuzzRun.csv}, and ends with
   * status 1 if a value was wrong or a store did not heal.
   *
   * @param args how many cases instead, and the seed of the first, if any
   * @throws Exception if a store cannot be made
   */
  public static void main(String... args) throws Exception {
    int count = args.length > 0 ? Integer.parseInt(args[0]) : CASES;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : SEED;
    BenchReport report;
    try (TempFolder scratch = new TempFolder(FuzzRun.class)) {
      report = run(scratch.path(), count, seed, System.out);
    }
    report.publish(System.out);
    System.exit(report.failing().isEmpty() ? 0 : 1);
  }

  /** What so many cases have shown, each with a seed of its own; faults are printed. */
  static BenchReport run(Path scratch, int count, long seed, PrintStream out)
      throws IOException, InterruptedException {
    FuzzStore plain = FuzzStore.make(scratch.resolve("plain"), false);
    FuzzStore encrypted = FuzzStore.make(scratch.resolve("encrypted"), true);
    FuzzRun run = new FuzzRun();
    for (long each = seed; each < seed + count; each++) {
      FuzzStore store = each % ENCRYPTED == 0 ? encrypted : plain;
      FuzzCase fuzz = new FuzzCase(store, new SplittableRandom(each));
      try (TempFolder folder = new TempFolder(scratch.resolve("case-" + each))) {
        fuzz.run(folder.path());
      }
      run.cases.add(fuzz);
      for (String fault : fuzz.faults()) {
        out.printf("seed %d, %s: %s%n", each, fuzz, fault);
      }
    }
    return run.report();
  }

  private BenchReport report() {
    return new BenchReport(FuzzRun.class)
        .count("cases", cases.size())
        .count("lists right", sum(fuzz -> fuzz.seen(Sighting.Kind.RIGHT)))
        .count("lists not found", sum(fuzz -> fuzz.seen(Sighting.Kind.ABSENT)))
        .count("lists found that lost a page", sum(fuzz -> fuzz.seen(Sighting.Kind.LOST)))
        .count("cases where the damage was met", sum(fuzz -> fuzz.dropped() > 0 ? 1 : 0))
        .exactly("wrong lists", sum(fuzz -> fuzz.seen(Sighting.Kind.WRONG)), 0)
        .atLeast(
            "cases healed at the first opening",
            sum(fuzz -> fuzz.healedAtOnce() ? 1 : 0),
            cases.size() * 4L / 5)
        .exactly("cases healed", sum(fuzz -> fuzz.isHealed() ? 1 : 0), cases.size())
        .exactly("failures that escaped", sum(FuzzCase::escaped), 0)
        .exactly("waits that did not end", sum(FuzzCase::hung), 0);
  }

  private long sum(ToLongFunction<FuzzCase> count) {
    return cases.stream().mapToLong(count).sum();
  }
}
