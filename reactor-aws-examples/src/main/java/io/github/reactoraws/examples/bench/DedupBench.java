package io.github.reactoraws.examples.bench;

import static io.github.reactoraws.Stages.dedupWithin;

import com.github.benmanes.caffeine.cache.Cache;
import io.github.reactoraws.DedupSpec;
import io.github.reactoraws.DedupWindow;
import java.lang.ref.Reference;
import java.util.function.Function;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;

/**
 * {@code dedupWithin} beside Reactor's {@code distinct}, over a Caffeine store that expires and as
 * it is: elements a second, heap bytes a key.
 */
public final class DedupBench {
  private static final int[] LIVE_KEYS = {1_000, 1_000_000, 5_000_000};

  private DedupBench() {}

  /**
   * Runs for about three minutes, prints a table and writes {@code target/bench/DedupBench.csv}.
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
    DedupWindow<String> window = DedupWindow.of(DedupSpec.within(DedupThroughput.WINDOW).build());
    return bytesPerKey(keys, window, dedupWithin(Function.identity(), window));
  }

  private static double caffeineBytesPerKey(int keys) {
    Cache<String, Boolean> store = DistinctInCaffeine.store();
    return bytesPerKey(
        keys, store, source -> source.filter(key -> DistinctInCaffeine.admit(store, key)));
  }

  /**
   * By how much the heap grows with each key that goes through {@code stage} into {@code store}.
   */
  private static double bytesPerKey(
      int keys, Object store, Function<Flux<String>, Flux<String>> stage) {
    String[] ids = IntStream.range(0, keys).mapToObj(DedupThroughput::id).toArray(String[]::new);
    try {
      long before = LiveHeap.bytes();
      Flux.fromArray(ids).transform(stage).blockLast();
      return (double) (LiveHeap.bytes() - before) / keys;
    } finally {
      Reference.reachabilityFence(ids);
      Reference.reachabilityFence(store);
    }
  }
}
