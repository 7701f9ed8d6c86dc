package io.github.reactoraws.examples.bench;

import io.github.reactoraws.examples.bench.StatesRun.Cost;
import io.github.reactoraws.examples.simulator.Latency;
import io.github.reactoraws.examples.simulator.Simulator;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import software.amazon.awssdk.core.retry.RetryMode;

/**
 * All ways side by side, each over a simulator of its own that throttles as AWS does. They do not
 * disturb each other: what they wait for are tokens.
 */
final class ThrottledWays {
  private static final Latency LATENCY = Latency.fixed(Duration.ofMillis(80));
  private static final int INSTANCES = 2_000; // with so many there are 1,001 executions

  /** Whoever brings more is better, then whoever is faster: what fails at once is done soon. */
  private static final Comparator<Cost> BETTER =
      Comparator.comparingLong(Cost::missing).thenComparingDouble(Cost::seconds);

  private final BenchReport report;
  private final String work;
  private final Cost ours;
  private final List<Cost> fixed;
  private final List<Cost> peers;

  @SuppressWarnings("deprecation") // the older adaptive mode is deprecated, not gone
  private ThrottledWays(BenchReport report, String work, Function<StatesRun, Cost> run) {
    this.report = report;
    this.work = work;
    List<CallWay> fixedWays = ways(RetryMode.STANDARD).toList();
    List<CallWay> pacedWays =
        Stream.concat(ways(RetryMode.ADAPTIVE), ways(RetryMode.ADAPTIVE_V2)).toList();
    List<Cost> costs =
        Flux.<CallWay>just(new AdaptiveWay(StatesRun.CONNECTIONS))
            .concatWith(Flux.fromIterable(fixedWays))
            .concatWith(Flux.fromIterable(pacedWays))
            .flatMapSequential(
                way ->
                    Mono.fromSupplier(() -> cost(way, run))
                        .subscribeOn(Schedulers.boundedElastic()))
            .collectList()
            .blockOptional()
            .orElseThrow();
    this.ours = costs.get(0);
    this.peers = costs.subList(1, costs.size());
    this.fixed = peers.subList(0, fixedWays.size());
  }

  /**
   * Measures one work done in all ways, and reports ours beside the best of them.
   *
   * @param work names it
   * @param run does it
   */
  static void measure(BenchReport report, String work, Function<StatesRun, Cost> run) {
    ThrottledWays ways = new ThrottledWays(report, work, run);
    ways.reportTime();
    ways.reportThrottles();
    report
        .exactly(work + ": failed calls of ours", ways.ours.failed(), 0)
        .exactly(work + ": results of ours", ways.ours.results(), ways.ours.asked());
  }

  private static Stream<CallWay> ways(RetryMode mode) {
    return Stream.of(new FixedWay(16, mode), new FixedWay(StatesRun.CONNECTIONS, mode));
  }

  private static Cost cost(CallWay way, Function<StatesRun, Cost> work) {
    try (StatesRun run =
        new StatesRun(way, Simulator.builder().instances(INSTANCES).latency(LATENCY))) {
      return work.apply(run);
    }
  }

  /** Beside the best peer, which is one that brought all results if there is any; and each. */
  private void reportTime() {
    Cost best = peers.stream().min(BETTER).orElseThrow();
    report.ratioAtMost(
        "%s: s, beside the best: %s, %d missing".formatted(work, best.way(), best.missing()),
        ours.seconds(),
        best.seconds(),
        1.05);
    for (Cost peer : peers) {
      report.ratio(
          "%s: s, beside %s, %d missing".formatted(work, peer.way(), peer.missing()),
          ours.seconds(),
          peer.seconds());
    }
  }

  private void reportThrottles() {
    Cost best = fixed.stream().min(BETTER).orElseThrow();
    report.ratioAtMost(
        "%s: throttled attempts, beside the best fixed: %s".formatted(work, best.way()),
        (double) ours.throttled(),
        (double) best.throttled(),
        0.05);
    for (Cost peer : peers) {
      report.ratio(
          "%s: throttled attempts, beside %s".formatted(work, peer.way()),
          (double) ours.throttled(),
          (double) peer.throttled());
    }
  }
}
