package io.github.reactoraws.examples.bench;

import static io.github.reactoraws.Stages.dedupWithin;

import com.github.benmanes.caffeine.cache.Cache;
import io.github.reactoraws.DedupSpec;
import io.github.reactoraws.DedupWindow;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;

/**
 * {@code dedupWithin} beside Reactor's {@code distinct}, over a Caffeine store that expires and as
 * it is: elements a second, heap bytes a key.
 */
public final class DedupBench {
  private static final int[] LIVE_KEYS = {1_000, 1_000_000, 5_000_000};

  private static final int MEASURED_KEYS = 1_000_000; // at least

  private DedupBench() {}

  /**
   * Runs for about six minutes, prints a table and writes {@code target/bench/DedupBench.csv}.
   *
   * @param args none
   * @throws Exception if a measurement fails
   */
  public static void main(String... args) throws Exception {
    System.out.println(
        "peers: distinct of "
            + Jars.nameOf(Flux.class)
            + ", alone and over "
            + Jars.nameOf(Cache.class));
    BenchReport report = new BenchReport(DedupBench.class);
    JmhMedians elementsPerSecond = JmhMedians.of(DedupThroughput.class);
    for (int keys : LIVE_KEYS) {
      double ours = elementsPerSecond.of("ours", keys);
      report
          .ratioAtLeast(
              "elements/s, " + keys + " keys, beside distinct in Caffeine",
              ours,
              elementsPerSecond.of("distinctInCaffeine", keys),
              2)
          .ratioAtLeast(
              "elements/s, " + keys + " keys, beside plain distinct",
              ours,
              elementsPerSecond.of("distinct", keys),
              0.7)
          .ratio(
              "elements/s, " + keys + " keys, beside reading the clock alone",
              ours,
              elementsPerSecond.of("clockAlone", keys));
    }
    for (int keys : LIVE_KEYS) {
      report.ratioAtMost(
          "heap bytes a key, " + keys + " keys, beside Caffeine",
          oursBytesPerKey(keys),
          caffeineBytesPerKey(keys),
          0.7);
    }
    report.publish(System.out);
  }

  private static double oursBytesPerKey(int keys) {
    DedupSpec spec = DedupSpec.within(DedupThroughput.WINDOW).build();
    return bytesPerKey(keys, () -> over(DedupWindow.of(spec)));
  }

  private static Function<Flux<String>, Flux<String>> over(DedupWindow<String> window) {
    return dedupWithin(Function.identity(), window);
  }

  private static double caffeineBytesPerKey(int keys) {
    return bytesPerKey(keys, () -> over(DistinctInCaffeine.store()));
  }

  private static Function<Flux<String>, Flux<String>> over(Cache<String, Boolean> store) {
    return source -> source.filter(key -> DistinctInCaffeine.admit(store, key));
  }

  /** By how much the heap grows with each key that goes through a stage, which holds its store. */
  private static double bytesPerKey(
      int keys, Supplier<Function<Flux<String>, Flux<String>>> stages) {
    String[] ids = IntStream.range(0, keys).mapToObj(DedupThroughput::id).toArray(String[]::new);
    int stores = Math.max(1, MEASURED_KEYS / keys); // of few keys, one store is lost in the noise
    List<Object> filled = new ArrayList<>();
    try {
      long before = LiveHeap.bytes();
      for (int i = 0; i < stores; i++) {
        Function<Flux<String>, Flux<String>> stage = stages.get();
        Flux.fromArray(ids).transform(stage).blockLast();
        filled.add(stage);
      }
      return (double) (LiveHeap.bytes() - before) / stores / keys;
    } finally {
      Reference.reachabilityFence(ids);
      Reference.reachabilityFence(filled);
    }
  }
}
