package io.github.reactoraws.examples;

import io.github.reactoraws.adaptive.AdaptivePlugin;
import io.github.reactoraws.adaptive.LimiterSpec;
import io.github.reactoraws.adaptive.Limiters;
import io.github.reactoraws.client.ConnectionPool;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.iam.IamAsyncClient;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.sfn.SfnAsyncClient;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/**
 * The SDK clients of one run: one for each service and place, made when it is first asked for.
 *
 * <p>All share one connection pool, the limiters that pace their calls, the threads that complete
 * calls and the one that times retries. Thread-safe. Memory: a client for each service and place
 * that was asked for.
 */
final class Clients implements AutoCloseable {
  private static final int COMPLETION_THREADS =
      Math.max(2, Runtime.getRuntime().availableProcessors());
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration CALL_TIMEOUT = Duration.ofMinutes(10); // retries included

  private record Key(Class<?> client, Place place) {}

  private final Optional<URI> endpoint;
  private final Map<Key, SdkClient> clients = new ConcurrentHashMap<>();
  private final Scheduler completion =
      Schedulers.newParallel("inventory-completion", COMPLETION_THREADS, true);
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Clients::timerThread);
  private final ConnectionPool connections;
  private final AdaptivePlugin plugin;
  private final ClientOverrideConfiguration configuration;

  /**
   * @param endpoint what stands in for AWS, if anything does
   * @param callsAtOnce the connections, so that no call has to wait for one
   * @param metrics hears of each call
   */
  Clients(Optional<URI> endpoint, int callsAtOnce, MetricPublisher metrics) {
    this.endpoint = endpoint;
    this.connections = ConnectionPool.builder().maxConnections(callsAtOnce).build();
    this.plugin =
        AdaptivePlugin.of(Limiters.of(LimiterSpec.builder().maxInFlight(callsAtOnce).build()));
    this.configuration =
        ClientOverrideConfiguration.builder()
            .retryStrategy(Patience.retryStrategy())
            .scheduledExecutorService(timer)
            .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
            .apiCallTimeout(CALL_TIMEOUT)
            .addMetricPublisher(metrics)
            .build();
  }

  Ec2AsyncClient ec2(Place place) {
    return client(Ec2AsyncClient.class, place, Ec2AsyncClient::builder);
  }

  LambdaAsyncClient lambda(Place place) {
    return client(LambdaAsyncClient.class, place, LambdaAsyncClient::builder);
  }

  SfnAsyncClient states(Place place) {
    return client(SfnAsyncClient.class, place, SfnAsyncClient::builder);
  }

  IamAsyncClient iam(Place place) {
    return client(IamAsyncClient.class, place, IamAsyncClient::builder);
  }

  S3AsyncClient s3(Place place) {
    return client(S3AsyncClient.class, place, S3AsyncClient::builder);
  }

  StsAsyncClient sts(Place place) {
    return client(StsAsyncClient.class, place, StsAsyncClient::builder);
  }

  @Override
  public void close() {
    clients.values().forEach(SdkClient::close);
    connections.close();
    timer.shutdownNow();
    completion.dispose();
  }

  private <B extends AwsAsyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C extends SdkClient>
      C client(Class<C> type, Place place, Supplier<B> builder) {
    return type.cast(
        clients.computeIfAbsent(new Key(type, place), key -> configure(builder.get(), place)));
  }

  private <B extends AwsAsyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C configure(
      B builder, Place place) {
    endpoint.ifPresent(builder::endpointOverride);
    return builder
        .region(Region.of(place.region()))
        .credentialsProvider(place.account().credentials())
        .overrideConfiguration(configuration)
        .httpClient(connections.client())
        .addPlugin(plugin.inAccount(place.account().id()))
        .asyncConfiguration(
            async ->
                async.advancedOption(
                    SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, completion::schedule))
        .build();
  }

  private static Thread timerThread(Runnable work) {
    Thread thread = new Thread(work, "inventory-timer");
    thread.setDaemon(true);
    return thread;
  }
}
