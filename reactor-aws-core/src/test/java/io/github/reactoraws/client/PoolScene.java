package io.github.reactoraws.client;

import static io.github.reactoraws.metrics.Meter.POOL_AVAILABLE;
import static io.github.reactoraws.metrics.Meter.POOL_LEASED;
import static io.github.reactoraws.metrics.Meter.POOL_WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR;

import io.github.reactoraws.metrics.Meter;
import io.github.reactoraws.metrics.micrometer.MicrometerRecorder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import reactor.core.scheduler.Schedulers;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.StsAsyncClientBuilder;

/** Real calls of a real client over real connections, to a server that answers when it is told. */
final class PoolScene implements AutoCloseable {
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final HeldServer server = new HeldServer();

  PoolScene() throws IOException {}

  HeldServer server() {
    return server;
  }

  MeterRegistry registry() {
    return registry;
  }

  @Override
  public void close() {
    server.close();
  }

  ConnectionPool pool(int connections) {
    return builder(connections).build();
  }

  ConnectionPool.Builder builder(int connections) {
    return ConnectionPool.builder()
        .maxConnections(connections)
        .recorder(new MicrometerRecorder(registry, Tags.empty()));
  }

  StsAsyncClientBuilder client(ConnectionPool pool) {
    return StsAsyncClient.builder()
        .httpClient(pool.client())
        .endpointOverride(server.endpoint())
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("akid", "secret")))
        // The SDK's own executor has a lock, for which Netty's threads would have to wait.
        .asyncConfiguration(
            set -> set.advancedOption(FUTURE_COMPLETION_EXECUTOR, Schedulers.parallel()::schedule))
        .overrideConfiguration(set -> set.retryStrategy(DefaultRetryStrategy.doNotRetry()));
  }

  void assertFigures(int leased, int waiting, int available) {
    assertThat(figures()).containsExactly(leased, waiting, available);
  }

  /** For steps that end a moment after the call: the connection is handed back then. */
  void awaitFigures(int leased, int waiting, int available) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!figures().equals(List.of(leased, waiting, available)) && System.nanoTime() < end) {
      LockSupport.parkNanos(100_000);
    }
    assertFigures(leased, waiting, available);
  }

  private List<Integer> figures() {
    return List.of(gauge(POOL_LEASED), gauge(POOL_WAITING), gauge(POOL_AVAILABLE));
  }

  private int gauge(Meter meter) {
    return (int) registry.get(meter.id()).gauge().value();
  }
}
