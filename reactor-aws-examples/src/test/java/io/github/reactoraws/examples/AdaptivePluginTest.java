package io.github.reactoraws.examples;

import static io.github.reactoraws.Stages.flatMapAdaptive;
import static io.github.reactoraws.Stages.flatMapAdaptiveDelayError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reactoraws.Stages;
import io.github.reactoraws.adaptive.AdaptivePlugin;
import io.github.reactoraws.adaptive.Limiter;
import io.github.reactoraws.adaptive.LimiterSpec;
import io.github.reactoraws.adaptive.Limiters;
import io.github.reactoraws.call.AwsCall;
import io.github.reactoraws.examples.simulator.Fault;
import io.github.reactoraws.examples.simulator.Faults;
import io.github.reactoraws.examples.simulator.Latency;
import io.github.reactoraws.examples.simulator.Simulator;
import io.github.reactoraws.examples.simulator.SimulatorBuilder;
import io.github.reactoraws.limit.Limit;
import io.github.reactoraws.limit.Limits;
import io.github.reactoraws.limit.Sample;
import io.github.reactoraws.metrics.Meter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.util.context.Context;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context.BeforeTransmission;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.core.retry.RetryPolicy;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.sfn.SfnAsyncClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineResponse;

/** The plugin in real clients, over the simulator, which counts what it is asked. */
class AdaptivePluginTest {
  private static final String OPERATION = "DescribeStateMachine";
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final int CALLS = 100;
  private static final int LIMIT = 8;
  private static final String ARN =
      "arn:aws:states:us-east-1:100000000000:stateMachine:there-is-none";
  private static final Faults FAULTS =
      Faults.seeded(7)
          .rate(Fault.THROTTLE, 0.2)
          .rate(Fault.INTERNAL_ERROR, 0.1); // a reset may break a request before it is counted

  private final ScopedCounts counts = new ScopedCounts();
  private final Queue<Sample> samples = new ConcurrentLinkedQueue<>();
  private final LimiterSpec.Builder spec =
      LimiterSpec.builder().limit(this::sampled).rate(Limits::unlimitedRate).recorder(counts);
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  private Limit sampled() {
    return new Limit() {
      @Override
      public int limit() {
        return LIMIT;
      }

      @Override
      public void onSample(Sample sample) {
        samples.add(sample);
      }
    };
  }

  private AdaptivePlugin plugin() {
    return AdaptivePlugin.of(Limiters.of(spec.build()));
  }

  private Simulator simulator(SimulatorBuilder builder) {
    Simulator aws = builder.instances(2_000).start();
    opened.push(aws);
    return aws;
  }

  private SfnAsyncClient states(Simulator aws, AdaptivePlugin plugin) {
    return states(aws, plugin, options -> {});
  }

  private SfnAsyncClient states(
      Simulator aws, AdaptivePlugin plugin, Consumer<ClientOverrideConfiguration.Builder> options) {
    return opened(configured(SfnAsyncClient.builder(), aws, plugin, options).build());
  }

  private static <B extends AwsClientBuilder<B, ?>> B configured(
      B builder,
      Simulator aws,
      AdaptivePlugin plugin,
      Consumer<ClientOverrideConfiguration.Builder> options) {
    return aws.configure(builder, aws.accounts().get(0), aws.regions().get(0))
        .overrideConfiguration(override -> options.accept(override.retryStrategy(patient())))
        .addPlugin(plugin);
  }

  private <C extends SdkClient> C opened(C client) {
    opened.push(client);
    return client;
  }

  private static StandardRetryStrategy patient() {
    BackoffStrategy soon = BackoffStrategy.fixedDelay(Duration.ofMillis(5));
    return AwsRetryStrategy.standardRetryStrategy().toBuilder()
        .maxAttempts(10)
        .backoffStrategy(soon)
        .throttlingBackoffStrategy(soon)
        .circuitBreakerEnabled(false)
        .build();
  }

  private static String machine(SfnAsyncClient states) {
    return AwsCall.of(() -> states.listStateMachines())
        .map(found -> found.stateMachines().get(0).stateMachineArn())
        .blockOptional(LONGEST)
        .orElseThrow();
  }

  private static Mono<DescribeStateMachineResponse> describe(SfnAsyncClient states, String arn) {
    return AwsCall.of(() -> states.describeStateMachine(r -> r.stateMachineArn(arn)));
  }

  /** What is told behind the end of a call may come a moment later. */
  private static void awaitIdle(Limiter limiter) {
    Flux.interval(Duration.ZERO, Duration.ofMillis(5))
        .takeUntil(tick -> limiter.inFlight() == 0 && limiter.waiting() == 0)
        .blockLast(LONGEST);
  }

  @AfterEach
  void close() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }

  @Nested
  class Counting {

    @Test
    void everyAttempt_isToldOnce() {
      Simulator aws = simulator(Simulator.builder().unthrottled().faults(FAULTS));
      AdaptivePlugin plugin = plugin();
      SfnAsyncClient states = states(aws, plugin);
      String arn = machine(states);

      Flux.range(0, CALLS).flatMap(i -> describe(states, arn), 16).blockLast(LONGEST);

      assertToldAsCounted(aws);
      awaitIdle(plugin.limiter(states, OPERATION));
    }

    @Test
    void everyAttemptOfASyncClient_isToldOnce() {
      Simulator aws = simulator(Simulator.builder().unthrottled().faults(FAULTS));
      AdaptivePlugin plugin = plugin();
      String arn = machine(states(aws, plugin));
      SfnClient states = opened(configured(SfnClient.builder(), aws, plugin, o -> {}).build());

      for (int i = 0; i < CALLS; i++) {
        states.describeStateMachine(r -> r.stateMachineArn(arn));
      }

      assertToldAsCounted(aws);
      assertThat(plugin.limiter(states, OPERATION).inFlight()).isZero();
    }

    @Test
    void attemptsUnderPermits_areNotCountedTwice() {
      Simulator aws = simulator(Simulator.builder().unthrottled().faults(FAULTS));
      AdaptivePlugin plugin = plugin();
      SfnAsyncClient states = states(aws, plugin);
      String arn = machine(states);
      samples.clear();
      Limiter limiter = plugin.limiter(states, OPERATION);

      Flux.range(0, CALLS)
          .transform(flatMapAdaptive(i -> describe(states, arn), limiter))
          .blockLast(LONGEST);

      assertToldAsCounted(aws);
      assertThat(samples).extracting(Sample::inFlight).allMatch(inFlight -> inFlight <= LIMIT);
      awaitIdle(limiter);
    }

    private void assertToldAsCounted(Simulator aws) {
      var tally = aws.tally().of(OPERATION);
      assertThat(tally.throttles()).isPositive();
      assertThat(counts.of(OPERATION, Meter.LIMITER_ATTEMPTS)).isEqualTo(tally.calls());
      assertThat(counts.of(OPERATION, Meter.LIMITER_THROTTLED)).isEqualTo(tally.throttles());
    }

    @Test
    void clientsOfOneAccount_shareALimiter() {
      Simulator aws = simulator(Simulator.builder().unthrottled());
      AdaptivePlugin plugin = plugin();
      SfnAsyncClient one = states(aws, plugin);
      SfnAsyncClient other = states(aws, plugin);
      String arn = machine(one);

      describe(one, arn).then(describe(other, arn)).block(LONGEST);

      assertThat(plugin.limiter(one, OPERATION)).isSameAs(plugin.limiter(other, OPERATION));
      assertThat(counts.of(OPERATION, Meter.LIMITER_ATTEMPTS)).isEqualTo(2);
    }

    @Test
    void otherServices_areToldToo() {
      Simulator aws = simulator(Simulator.builder().unthrottled());
      AdaptivePlugin plugin = plugin();
      S3AsyncClient s3 =
          opened(
              configured(S3AsyncClient.builder(), aws, plugin, o -> {})
                  .forcePathStyle(true)
                  .build());
      DynamoDbAsyncClient tables =
          opened(configured(DynamoDbAsyncClient.builder(), aws, plugin, o -> {}).build());
      var keys =
          Map.of(
              "images",
              KeysAndAttributes.builder()
                  .keys(List.of(Map.of("id", AttributeValue.fromS("none"))))
                  .build());

      AwsCall.of(() -> s3.listBuckets()).block(LONGEST);
      AwsCall.of(() -> tables.batchGetItem(r -> r.requestItems(keys)))
          .onErrorComplete()
          .block(LONGEST);
      AwsCall.of(
              () ->
                  s3.getObject(
                      r -> r.bucket("none").key("none"), AsyncResponseTransformer.toBytes()))
          .onErrorComplete()
          .block(LONGEST);

      assertThat(counts.of("ListBuckets", Meter.LIMITER_ATTEMPTS)).isEqualTo(1);
      awaitIdle(plugin.limiter(tables, "BatchGetItem"));
      awaitIdle(plugin.limiter(s3, "GetObject"));
    }
  }

  @Nested
  class Pacing {

    @Test
    void pagesOfAPaginator_arePaced() {
      spec.rate(() -> Limits.fixedRate(20));
      Simulator aws = simulator(Simulator.builder().unthrottled());
      SfnAsyncClient states = states(aws, plugin());
      long start = System.nanoTime();

      Stages.pages(states.listStateMachinesPaginator(r -> r.maxResults(1)))
          .take(5)
          .blockLast(LONGEST);

      assertThat(System.nanoTime() - start).isGreaterThan(Duration.ofMillis(4 * 50 - 1).toNanos());
    }

    @Test
    void callCancelledBeforeItsTurn_isNotMade() {
      spec.rate(() -> Limits.fixedRate(0.5)); // two seconds in which to cancel
      Simulator aws = simulator(Simulator.builder().unthrottled());
      AdaptivePlugin plugin = plugin();
      SfnAsyncClient states = states(aws, plugin);
      String arn = machine(states);
      describe(states, arn).block(LONGEST); // takes the first turn, and loads the classes

      Disposable second = describe(states, arn).subscribe();
      Mono<DescribeStateMachineResponse> third = describe(states, arn).cache();
      third.subscribe();
      second.dispose();
      third.block(LONGEST);

      assertThat(aws.tally().of(OPERATION).calls()).isEqualTo(2);
      awaitIdle(plugin.limiter(states, OPERATION));
    }
  }

  @Nested
  class Leftovers {

    @Test
    void cancelledCalls_leaveNothing() {
      Simulator aws =
          simulator(
              Simulator.builder().unthrottled().latency(Latency.fixed(Duration.ofMillis(50))));
      AdaptivePlugin plugin = plugin();
      SfnAsyncClient states = states(aws, plugin);
      String arn = machine(states);
      Limiter limiter = plugin.limiter(states, OPERATION);

      for (int i = 1; i <= 20; i++) {
        Flux<DescribeStateMachineResponse> bare =
            Flux.range(0, 10).flatMap(any -> describe(states, arn));
        Flux<DescribeStateMachineResponse> governed =
            Flux.range(0, 10).transform(flatMapAdaptive(any -> describe(states, arn), limiter));
        Flux.merge(bare, governed).take(Duration.ofMillis(5L * i)).blockLast(LONGEST);
      }

      awaitIdle(limiter);
      assertThat(limiter.permits(Context.empty()).tryAcquire()).isPresent();
    }

    @Test
    void callCancelledAsItsAttemptStarts_leavesNothing() {
      Simulator aws =
          simulator(
              Simulator.builder()
                  .unthrottled()
                  .latency(Latency.fixed(LONGEST))
                  .faults(Faults.none().at(OPERATION, 1, Fault.THROTTLE)));
      AdaptivePlugin plugin = plugin();
      AtomicInteger attempts = new AtomicInteger();
      Disposable.Swap call = Disposables.swap();
      ExecutionInterceptor canceller =
          new ExecutionInterceptor() {
            @Override
            public void beforeTransmission(
                BeforeTransmission context, ExecutionAttributes attributes) {
              if (attempts.incrementAndGet() == 2) {
                call.dispose();
              }
            }
          };
      SfnAsyncClient states = states(aws, plugin, o -> o.addExecutionInterceptor(canceller));

      call.update(describe(states, ARN).subscribe());

      Flux.interval(Duration.ZERO, Duration.ofMillis(5))
          .takeUntil(tick -> attempts.get() == 2)
          .blockLast(LONGEST);
      awaitIdle(plugin.limiter(states, OPERATION));
    }

    @Test
    void failingCredentials_leaveNothing() {
      Simulator aws = simulator(Simulator.builder().unthrottled());
      AwsCredentialsProvider none =
          () -> {
            throw new IllegalStateException("no credentials");
          };
      AdaptivePlugin plugin = plugin();
      SfnAsyncClient states =
          opened(
              configured(SfnAsyncClient.builder(), aws, plugin, o -> {})
                  .credentialsProvider(none)
                  .build());

      assertEachWayFailsAndLeavesNothing(states, plugin);
      assertThat(counts.of(OPERATION, Meter.LIMITER_ATTEMPTS)).isZero();
    }

    @Test
    void refusedConnections_leaveNothing() {
      Simulator aws = simulator(Simulator.builder().unthrottled());
      AdaptivePlugin plugin = plugin();
      SfnAsyncClient states = states(aws, plugin);
      aws.close();

      assertEachWayFailsAndLeavesNothing(states, plugin);
      assertThat(counts.of(OPERATION, Meter.LIMITER_ATTEMPTS)).isPositive();
    }

    @Test
    void callTimeouts_leaveNothing() {
      AdaptivePlugin plugin = plugin();
      assertEachWayFailsAndLeavesNothing(
          slowStates(plugin, o -> o.apiCallTimeout(Duration.ofMillis(100))), plugin);
    }

    @Test
    void attemptTimeouts_leaveNothing() {
      AdaptivePlugin plugin = plugin();
      assertEachWayFailsAndLeavesNothing(
          slowStates(
              plugin,
              o ->
                  o.apiCallAttemptTimeout(Duration.ofMillis(50))
                      .retryStrategy(patient().toBuilder().maxAttempts(3).build())),
          plugin);
    }

    private SfnAsyncClient slowStates(
        AdaptivePlugin plugin, Consumer<ClientOverrideConfiguration.Builder> options) {
      Simulator aws = simulator(Simulator.builder().unthrottled().latency(Latency.fixed(LONGEST)));
      return states(aws, plugin, options);
    }

    private void assertEachWayFailsAndLeavesNothing(SfnAsyncClient states, AdaptivePlugin plugin) {
      Limiter limiter = plugin.limiter(states, OPERATION);
      int calls = 5;

      List<Mono<?>> ways =
          List.of(
              Flux.range(0, calls).flatMapDelayError(i -> describe(states, ARN), 2, 1).then(),
              Flux.range(0, calls)
                  .transform(flatMapAdaptiveDelayError(i -> describe(states, ARN), limiter))
                  .then(),
              limiter.govern(describe(states, ARN)));

      for (Mono<?> way : ways) {
        Signal<?> end = way.materialize().blockOptional(LONGEST).orElseThrow();
        assertThat(end.isOnError()).isTrue();
        awaitIdle(limiter);
      }
    }

    @Test
    void timeoutsOfASyncClient_leaveNothing() {
      Simulator aws = simulator(Simulator.builder().unthrottled().latency(Latency.fixed(LONGEST)));
      AdaptivePlugin plugin = plugin();
      SfnClient states =
          opened(
              configured(
                      SfnClient.builder(),
                      aws,
                      plugin,
                      o ->
                          o.apiCallAttemptTimeout(Duration.ofMillis(50))
                              .apiCallTimeout(Duration.ofMillis(180)))
                  .build());

      assertThatThrownBy(() -> states.describeStateMachine(r -> r.stateMachineArn(ARN)))
          .isInstanceOf(RuntimeException.class);

      awaitIdle(plugin.limiter(states, OPERATION));
    }
  }

  @Nested
  class Refusals {
    private final Simulator aws = simulator(Simulator.builder());

    @ParameterizedTest
    @EnumSource(names = {"ADAPTIVE", "ADAPTIVE_V2"})
    void adaptiveRetryMode_isRefused(RetryMode mode) {
      assertThatThrownBy(() -> states(aws, plugin(), o -> o.retryStrategy(mode)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("retryStrategy must not be adaptive")
          .hasMessageContaining("STANDARD is right");
    }

    @Test
    @SuppressWarnings("deprecation") // the class is deprecated, and still heeded by the SDK
    void retryPolicy_isRefusedWhichWouldNotBePaced() {
      RetryPolicy policy = RetryPolicy.builder().numRetries(6).build();
      var builder =
          configured(SfnAsyncClient.builder(), aws, plugin(), o -> {})
              .overrideConfiguration(o -> o.retryPolicy(policy));
      assertThatThrownBy(builder::build)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("retryPolicy must not be set");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "describeStateMachine",
          "DescribeInstances",
          "Close",
          "ListExecutionsPaginator"
        })
    void operationThatTheClientLacks_isRefused(String operation) {
      AdaptivePlugin plugin = plugin();
      SfnAsyncClient states = states(aws, plugin, o -> {});
      assertThatThrownBy(() -> plugin.limiter(states, operation))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("operation must be one of those of states, ")
          .hasMessageEndingWith("was \"" + operation + "\"");
    }

    @Test
    void operation_isSpeltAsAwsDoes_notAsTheSdksClasses() {
      AdaptivePlugin plugin = plugin();
      Ec2AsyncClient ec2 =
          opened(configured(Ec2AsyncClient.builder(), aws, plugin, o -> {}).build());
      assertThat(plugin.limiter(ec2, "EnableVolumeIO")).isNotNull();
      assertThatThrownBy(() -> plugin.limiter(ec2, "EnableVolumeIo")) // as its request class has it
          .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void secondPlugin_isRefused() {
      var builder = configured(SfnAsyncClient.builder(), aws, plugin(), o -> {});
      assertThatThrownBy(builder.addPlugin(plugin())::build)
          .hasMessage("the client has an AdaptivePlugin already");
    }
  }
}
