package io.github.reactoraws.examples;

import static io.github.reactoraws.Stages.flatMapAdaptive;

import io.github.reactoraws.Listing;
import io.github.reactoraws.adaptive.AdaptivePlugin;
import io.github.reactoraws.adaptive.Limiter;
import io.github.reactoraws.adaptive.LimiterSpec;
import io.github.reactoraws.adaptive.Limiters;
import io.github.reactoraws.call.AwsCall;
import io.github.reactoraws.client.ConnectionPool;
import io.github.reactoraws.examples.simulator.Latency;
import io.github.reactoraws.examples.simulator.Simulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;
import software.amazon.awssdk.services.sfn.SfnAsyncClient;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.ListStateMachinesRequest;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;

/**
 * Watches a limiter learn: calls DescribeStateMachine of a simulated AWS, which lets 200 calls pass
 * and then 20 a second, as fast as it can, and draws what happened.
 */
public final class AdaptiveTimeline {
  private static final Duration LATENCY = Duration.ofMillis(80);
  private static final Duration LENGTH = Duration.ofSeconds(45);
  private static final Duration STEP = Duration.ofMillis(250);
  private static final int CONNECTIONS = 50;

  private AdaptiveTimeline() {}

  /**
   * Runs for 45 s and writes a PNG.
   *
   * @param args the file, {@code adaptive.png} if there is none
   * @throws IllegalArgumentException if the folder of the file is not there
   */
  public static void main(String... args) {
    Path file = Path.of(args.length > 0 ? args[0] : "adaptive.png");
    requireFolderOf(file);
    List<AdaptiveChart.Point> points = watch(LENGTH);
    AdaptiveChart.write(file, "DescribeStateMachine: 200 calls at once, then 20 a second", points);
    System.out.println("wrote " + file);
  }

  private static void requireFolderOf(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IllegalArgumentException("file must be in a folder that is there, was " + file);
    }
  }

  /** What a greedy pipeline's limiter shows, each quarter of a second. */
  static List<AdaptiveChart.Point> watch(Duration length) {
    TimelineRecorder recorder = new TimelineRecorder();
    LimiterSpec spec = LimiterSpec.builder().maxInFlight(CONNECTIONS).recorder(recorder).build();
    AdaptivePlugin plugin = AdaptivePlugin.of(Limiters.of(spec));
    try (Simulator aws = Simulator.builder().latency(Latency.fixed(LATENCY)).start();
        ConnectionPool connections = ConnectionPool.builder().maxConnections(CONNECTIONS).build();
        SfnAsyncClient states =
            aws.configure(SfnAsyncClient.builder(), aws.accounts().get(0), aws.regions().get(0))
                .httpClient(connections.client())
                .addPlugin(plugin)
                .build()) {
      Limiter limiter = plugin.limiter(states, "DescribeStateMachine");
      Flux<DescribeStateMachineResponse> details =
          machines(states)
              .cache()
              .repeat()
              .transform(
                  flatMapAdaptive(
                      machine ->
                          AwsCall.of(
                              () ->
                                  states.describeStateMachine(
                                      r -> r.stateMachineArn(machine.stateMachineArn()))),
                      limiter));
      return Flux.interval(STEP)
          .map(tick -> recorder.point(limiter, STEP))
          .takeUntilOther(details.doOnNext(detail -> recorder.answered()).then())
          .take(length)
          .collectList()
          .blockOptional()
          .orElseThrow();
    }
  }

  private static Flux<StateMachineListItem> machines(SfnAsyncClient states) {
    return Listing.of(
            ListStateMachinesRequest.builder().maxResults(1000).build(),
            states::listStateMachines,
            page -> page.stateMachines())
        .items();
  }
}
