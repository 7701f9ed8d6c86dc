package io.github.reactoraws.examples.bench;

import io.github.reactoraws.examples.bench.StatesRun.Cost;
import io.github.reactoraws.examples.simulator.Latency;
import io.github.reactoraws.examples.simulator.Simulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.core.retry.RetryMode;

/**
 * Ours and {@code flatMap} with one number after the other, in turns, over simulators that throttle
 * nobody: what limits them are the processors, which client and server share.
 */
final class UnthrottledSweep implements AutoCloseable {
  private static final int[] AT_ONCE = {8, 16, 32, 64, 128, StatesRun.CONNECTIONS};
  private static final int ROUNDS = 5;
  private static final Duration START = Duration.ofSeconds(10); // of ours
  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final Duration ROUND = Duration.ofSeconds(2);
  private static final Latency LATENCY = Latency.fixed(Duration.ofMillis(20));

  private final Lane ours = new Lane(new AdaptiveWay(StatesRun.CONNECTIONS));
  private final List<Lane> peers =
      Arrays.stream(AT_ONCE).mapToObj(n -> new Lane(new FixedWay(n, RetryMode.STANDARD))).toList();

  /** One way, over a simulator of its own, and what it brought in each round. */
  private static final class Lane implements AutoCloseable {
    private final String name;
    private final StatesRun run;
    private final List<Double> perSecond = new ArrayList<>();
    private long failed;

    Lane(CallWay way) {
      this.name = way.name();
      this.run = new StatesRun(way, Simulator.builder().unthrottled().latency(LATENCY));
    }

    void run(Duration time) {
      perSecond.clear();
      measure(time);
      perSecond.clear();
    }

    void measure(Duration time) {
      long end = System.nanoTime() + time.toNanos();
      Cost cost = run.describeWhile(() -> System.nanoTime() - end < 0);
      perSecond.add(cost.perSecond());
      failed += cost.failed();
    }

    double median() {
      List<Double> sorted = new ArrayList<>(perSecond);
      Collections.sort(sorted);
      return sorted.get(sorted.size() / 2);
    }

    @Override
    public void close() {
      run.close();
    }
  }

  /** Measures for about a minute and a half. */
  void measure(BenchReport report) {
    peers.forEach(peer -> peer.run(WARM_UP));
    ours.run(START);
    for (int round = 0; round < ROUNDS; round++) {
      ours.measure(ROUND);
      peers.forEach(peer -> peer.measure(ROUND));
    }
    Lane best = peers.stream().max(Comparator.comparingDouble(Lane::median)).orElseThrow();
    report
        .ratioAtLeast(
            "unthrottled, 20 ms: calls/s, beside the best: " + best.name,
            ours.median(),
            best.median(),
            0.95)
        .exactly("unthrottled, 20 ms: failed calls of ours", ours.failed, 0);
    for (Lane peer : peers) {
      report.ratio(
          "unthrottled, 20 ms: calls/s, beside " + peer.name, ours.median(), peer.median());
    }
  }

  @Override
  public void close() {
    ours.close();
    peers.forEach(Lane::close);
  }
}
