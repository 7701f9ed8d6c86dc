package io.github.reactoraws.examples.bench;

import static io.github.reactoraws.Stages.flatMapAdaptive;
import static io.github.reactoraws.Stages.flatMapAdaptiveDelayError;
import static io.github.reactoraws.Stages.flatMapSequentialAdaptive;
import static io.github.reactoraws.Stages.flatMapSequentialAdaptiveDelayError;

import io.github.reactoraws.adaptive.AdaptivePlugin;
import io.github.reactoraws.adaptive.Limiter;
import io.github.reactoraws.adaptive.LimiterSpec;
import io.github.reactoraws.adaptive.Limiters;
import io.github.reactoraws.call.AwsCall;
import io.github.reactoraws.examples.simulator.Fault;
import io.github.reactoraws.examples.simulator.Faults;
import io.github.reactoraws.examples.simulator.Latency;
import io.github.reactoraws.examples.simulator.Simulator;
import io.github.reactoraws.examples.simulator.Tally;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.sfn.SfnAsyncClient;

/**
 * Pipelines drawn at random, over real clients that share limiters and connections, and a simulator
 * that throttles, fails, is slow and breaks connections.
 */
final class SoakPipelines implements AutoCloseable {
  private static final int CONNECTIONS = 40;
  private static final int MOST_ELEMENTS = 200;
  private static final int LONGEST_MILLIS = 1_000; // of a pipeline, which is cut off then
  private static final double FASTER = 50; // than AWS's are the buckets refilled

  private static final Faults FAULTS =
      Faults.seeded(1)
          .rate(Fault.THROTTLE, 0.005)
          .rate(Fault.INTERNAL_ERROR, 0.02)
          .rate(Fault.RESET, 0.01)
          .rate(Fault.RESET_MIDWAY, 0.01)
          .rate(Fault.SLOW_BODY, 0.01)
          .rate(Fault.MALFORMED_BODY, 0.01)
          .slowBody(Duration.ofMillis(200));

  private final Simulator aws =
      Simulator.builder()
          .instances(2_000)
          .throttling(FASTER)
          .latency(Latency.logNormal(Duration.ofMillis(5), Duration.ofMillis(50)))
          .faults(FAULTS)
          .start();
  private final AdaptivePlugin plugin =
      AdaptivePlugin.of(Limiters.of(LimiterSpec.builder().maxInFlight(CONNECTIONS).build()));
  private final SdkAsyncHttpClient http =
      NettyNioAsyncHttpClient.builder().maxConcurrency(CONNECTIONS).build();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final SfnAsyncClient states =
      configured(SfnAsyncClient.builder()).addPlugin(plugin).build();
  private final Ec2AsyncClient ec2 = configured(Ec2AsyncClient.builder()).addPlugin(plugin).build();
  private final Ec2AsyncClient unpaced = configured(Ec2AsyncClient.builder()).build();
  private final List<Operation> operations =
      List.of(
          new Operation(
              plugin.limiter(states, "ListStateMachines"),
              AwsCall.of(() -> states.listStateMachines())),
          new Operation(plugin.limiter(ec2, "DescribeVpcs"), AwsCall.of(() -> ec2.describeVpcs())),
          new Operation(
              plugin.limiter(ec2, "DescribeInstances"),
              AwsCall.of(() -> ec2.describeInstances(r -> r.maxResults(20)))));

  private record Operation(Limiter limiter, Mono<?> call) {}

  /** The SDK's own executors would grow for a while, which looks like threads that leak. */
  private <B extends AwsAsyncClientBuilder<B, ?> & AwsClientBuilder<B, ?>> B configured(B builder) {
    return aws.configure(builder, aws.accounts().get(0), aws.regions().get(0))
        .httpClient(http)
        .asyncConfiguration(
            async ->
                async.advancedOption(
                    SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR,
                    Schedulers.parallel()::schedule))
        .overrideConfiguration(
            o -> o.retryStrategy(RetryMode.STANDARD).scheduledExecutorService(timer));
  }

  /** A pipeline drawn from {@code random}, which may be cut off or fail. */
  Flux<?> pipeline(SplittableRandom random) {
    Operation operation = operations.get(random.nextInt(operations.size()));
    Flux<Integer> elements = Flux.range(0, random.nextInt(1, MOST_ELEMENTS));
    Flux<?> results = elements.transform(stage(random, operation));
    if (random.nextBoolean()) {
      results = results.limitRate(random.nextInt(1, 16));
    }
    if (random.nextBoolean()) {
      results = results.take(random.nextInt(1, MOST_ELEMENTS));
    }
    return results.take(Duration.ofMillis(random.nextInt(LONGEST_MILLIS)));
  }

  private static Function<Flux<Integer>, Flux<Object>> stage(
      SplittableRandom random, Operation operation) {
    Limiter limiter = operation.limiter;
    Function<Integer, Mono<Object>> call = element -> operation.call.cast(Object.class);
    return switch (random.nextInt(6)) {
      case 0 -> flatMapAdaptive(call, limiter);
      case 1 -> flatMapAdaptiveDelayError(call, limiter);
      case 2 -> flatMapSequentialAdaptive(call, limiter);
      case 3 -> flatMapSequentialAdaptiveDelayError(call, limiter);
      case 4 -> elements -> elements.flatMap(e -> limiter.govern(call.apply(e)), CONNECTIONS);
      default -> elements -> elements.flatMap(call, 4); // known to the plugin alone
    };
  }

  /** As many calls at once as there are connections; fails if one of these did not come back. */
  Mono<Void> callOnEachConnection() {
    return Flux.range(0, CONNECTIONS)
        .flatMap(
            i ->
                AwsCall.of(() -> unpaced.describeSubnets())
                    .onErrorComplete(failure -> !isForWantOfAConnection(failure)),
            CONNECTIONS)
        .then();
  }

  private static boolean isForWantOfAConnection(Throwable failure) {
    return String.valueOf(failure.getMessage()).contains("Acquire operation");
  }

  List<Limiter> limiters() {
    return operations.stream().map(Operation::limiter).toList();
  }

  boolean isIdle() {
    return limiters().stream().allMatch(l -> l.inFlight() == 0 && l.waiting() == 0);
  }

  Tally.Counts tally() {
    return aws.tally().total();
  }

  @Override
  public void close() {
    states.close();
    ec2.close();
    unpaced.close();
    http.close();
    timer.shutdownNow();
    aws.close();
  }
}
