package io.github.reactoraws.examples.bench;

import io.github.reactoraws.examples.simulator.Latency;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.ehcache.CacheManager;

/** The disk tier beside Ehcache's, and lists from disk beside the network. */
public final class DiskBench {
  private static final Duration CHILD_TIMEOUT = Duration.ofMinutes(4);
  private static final List<String> SMALL_HEAP = List.of("-Xmx128m");

  private final Size size;
  private final BenchReport report = new BenchReport(DiskBench.class);

  /**
   * How much is measured.
   *
   * @param entries put into a store and read
   * @param rounds of stores
   * @param listed instances of a list on disk
   * @param overNetwork instances that are listed beside it
   * @param replays of the list
   * @param large instances of a list that is replayed in a small heap
   */
  record Size(int entries, Rounds rounds, int listed, int overNetwork, Rounds replays, int large) {
    static final Size FULL =
        new Size(20_000, new Rounds(4, 7), 100_000, 20_000, new Rounds(2, 5), 1_000_000);
  }

  DiskBench(Size size) {
    this.size = size;
  }

  /**
   * Runs for about five minutes, prints a table and writes {@code target/bench/DiskBench.csv}.
   *
   * @param args none
   * @throws Exception if a measurement fails
   */
  public static void main(String... args) throws Exception {
    System.out.println(
        "peers: disk tier of "
            + Jars.nameOf(CacheManager.class)
            + " on one thread or two, whichever is faster; the simulator's network path");
    DiskBench bench = new DiskBench(Size.FULL);
    bench.entries();
    bench.lists();
    bench.smallHeap();
    bench.publish();
  }

  void publish() throws IOException {
    report.publish(System.out);
  }

  void entries() throws Exception {
    Map<String, Function<Path, EntryStore>> stores = new LinkedHashMap<>();
    stores.put("ours", TierStore::new);
    stores.put("one", folder -> new EhcacheStore(folder, 1));
    stores.put("two", folder -> new EhcacheStore(folder, 2));
    DiskEntries entries = new DiskEntries(size.entries());
    DiskEntries.Result result = entries.of(size.rounds(), stores);
    report
        .ratioAtLeast(
            "puts/s, %d entries of 4 KiB with zstd".formatted(size.entries()),
            result.median("ours", DiskEntries.Round::puts),
            fasterPeer(result, DiskEntries.Round::puts),
            1)
        .ratio(
            "puts/s, until a kill of the process loses none",
            result.median("ours", DiskEntries.Round::safePuts),
            fasterPeer(result, DiskEntries.Round::safePuts))
        .ratioAtLeast(
            "gets/s, the same entries",
            result.median("ours", DiskEntries.Round::gets),
            fasterPeer(result, DiskEntries.Round::gets),
            1.1)
        .atMost("MB of the closed store", result.median("ours", DiskEntries.Round::megabytes), 60)
        .figure("MB of Ehcache's", result.median("one", DiskEntries.Round::megabytes))
        .atMost(
            "ms to open it and find an entry",
            result.median("ours", DiskEntries.Round::openMillis),
            250)
        .figure("ms of Ehcache's", result.median("one", DiskEntries.Round::openMillis));
  }

  private static double fasterPeer(
      DiskEntries.Result result, ToDoubleFunction<DiskEntries.Round> figure) {
    return Math.max(result.median("one", figure), result.median("two", figure));
  }

  void lists() throws Exception {
    try (TempFolder folder = new TempFolder(DiskBench.class);
        ListedInstances listed = new ListedInstances(size.overNetwork(), Latency.none())) {
      RecordedList list = new RecordedList(folder.path());
      try (ListedInstances all = new ListedInstances(size.listed(), Latency.none())) {
        list.recorded(all.items(), stream -> Timed.itemsPerSecond(stream, size.listed()));
      }
      Map<String, Rounds.Way> ways = new LinkedHashMap<>();
      ways.put("first", () -> list.replayed(Timed::firstItemMillis));
      ways.put("disk", () -> list.replayed(stream -> Timed.itemsPerSecond(stream, size.listed())));
      ways.put("network", () -> Timed.itemsPerSecond(listed.items(), size.overNetwork()));
      Rounds.Medians medians = size.replays().of(ways);
      report
          .atMost(
              "ms to the first of %d instances, after open".formatted(size.listed()),
              medians.of("first"),
              20)
          .ratioAtLeast(
              "instances/s from disk, beside the simulator without latency",
              medians.of("disk"),
              medians.of("network"),
              5);
    }
  }

  void smallHeap() throws Exception {
    String[] printed =
        ChildJvm.run(CHILD_TIMEOUT, SMALL_HEAP, MillionCached.class, "" + size.large())
            .split(" ", 5);
    report
        .exactly("recorded in a JVM with -Xmx128m", Long.parseLong(printed[0]), size.large())
        .exactly("replayed in it, in order", Long.parseLong(printed[1]), size.large())
        .figure("instances/s recorded in it", Double.parseDouble(printed[2]))
        .figure("instances/s replayed in it", Double.parseDouble(printed[3]))
        .figure("peak live heap of its replay, MB", Double.parseDouble(printed[4]) / 1e6);
  }
}
