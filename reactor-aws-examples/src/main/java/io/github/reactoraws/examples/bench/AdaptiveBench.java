package io.github.reactoraws.examples.bench;

import reactor.core.publisher.Flux;
import software.amazon.awssdk.core.util.VersionInfo;

/**
 * {@code flatMapAdaptive} beside {@code flatMap} with fixed numbers and the SDK's ways to retry:
 * over an AWS that throttles, over one that does not, and where calls cost nothing.
 */
public final class AdaptiveBench {
  private static final int CALLS = 2_000;
  private static final int EXECUTIONS = 900;

  private AdaptiveBench() {}

  /**
   * Runs for about six minutes, prints a table and writes {@code target/bench/AdaptiveBench.csv}.
   *
   * @param args none
   * @throws Exception if a measurement fails
   */
  public static void main(String... args) throws Exception {
    System.out.println(
        "peers: flatMap of "
            + Jars.nameOf(Flux.class)
            + ", retry modes of the AWS SDK "
            + VersionInfo.SDK_VERSION);
    BenchReport report = new BenchReport(AdaptiveBench.class);
    ThrottledWays.measure(report, CALLS + " DescribeStateMachine", run -> run.describe(CALLS));
    ThrottledWays.measure(report, "5 operations", run -> run.inspectExecutions(EXECUTIONS));
    try (UnthrottledSweep sweep = new UnthrottledSweep()) {
      sweep.measure(report);
    }
    overhead(report);
    report.publish(System.out);
  }

  private static void overhead(BenchReport report) throws Exception {
    JmhMedians elementsPerSecond = JmhMedians.of(FlatMapThroughput.class);
    for (FlatMapThroughput.Call call : FlatMapThroughput.Call.values()) {
      double flatMap = elementsPerSecond.of("flatMap " + call);
      String measure = "elements/s, calls answered " + call.words();
      report
          .ratioAtLeast(
              measure + ", beside flatMap",
              elementsPerSecond.of("ours " + call),
              flatMap,
              call.asked())
          .ratio(
              measure + ", learning, beside flatMap",
              elementsPerSecond.of("oursLearning " + call),
              flatMap)
          .ratio(
              measure + ", in order, beside flatMapSequential",
              elementsPerSecond.of("oursInOrder " + call),
              elementsPerSecond.of("flatMapSequential " + call));
    }
  }
}
