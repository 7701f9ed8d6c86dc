package io.github.reactoraws.examples.bench;

import java.time.Duration;
import org.dataloader.DataLoader;
import reactor.core.publisher.Flux;

/**
 * {@code enrichBatched} beside one call for each element over an AWS that throttles, and beside
 * java-dataloader and Reactor's own operators where look-ups cost nothing.
 */
public final class EnrichBench {
  /** Of the 500 seconds that it would take. */
  private static final Duration ONE_BY_ONE = Duration.ofSeconds(20);

  private EnrichBench() {}

  /**
   * Runs for about two minutes, prints a table and writes {@code target/bench/EnrichBench.csv}.
   *
   * @param args none
   * @throws Exception if a measurement fails
   */
  public static void main(String... args) throws Exception {
    System.out.println(
        "peers: " + Jars.nameOf(DataLoader.class) + ", operators of " + Jars.nameOf(Flux.class));
    BenchReport report = new BenchReport(EnrichBench.class);
    overSimulator(report);
    withoutLatency(report);
    report.publish(System.out);
  }

  private static void overSimulator(BenchReport report) {
    try (ImageLookups batched = new ImageLookups();
        ImageLookups oneByOne = new ImageLookups()) {
      ImageLookups.Cost ours = batched.batched();
      ImageLookups.Cost peer = oneByOne.oneByOne(ONE_BY_ONE);
      long images = batched.images();
      double fewestCalls = Math.ceil((double) images / ImageLookups.BATCH);
      report
          .ratioAtLeast(
              "rows/s over the simulator, beside one call each, 16 at once",
              ours.rowsPerSecond(),
              peer.rowsPerSecond(),
              10)
          .exactly("rows of ours", ours.rows(), batched.instances())
          .ratioAtMost(
              "calls of ours for " + images + " images, to the fewest possible",
              (double) ours.calls(),
              fewestCalls,
              1.1)
          .exactly("calls of ours that were throttled", ours.throttled(), 0);
    }
  }

  private static void withoutLatency(BenchReport report) throws Exception {
    JmhMedians elementsPerSecond = JmhMedians.of(EnrichThroughput.class);
    double loading = elementsPerSecond.of("oursLoading");
    double remembering = elementsPerSecond.of("oursRemembering");
    double buffered = elementsPerSecond.of("bufferTimeout");
    report
        .ratioAtLeast(
            "elements/s, all loaded, beside java-dataloader",
            loading,
            elementsPerSecond.of("dataLoaderLoading"),
            2)
        .ratioAtLeast("elements/s, all loaded, beside bufferTimeout+flatMap", loading, buffered, 2)
        .ratioAtLeast(
            "elements/s, remembered, beside java-dataloader's cache",
            remembering,
            elementsPerSecond.of("dataLoaderCaching"),
            2)
        .ratioAtLeast(
            "elements/s, remembered, beside bufferTimeout+flatMap", remembering, buffered, 2);
  }
}
