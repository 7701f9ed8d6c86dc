package io.github.reactoraws.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.HttpMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** What the gauges of a pool show: leased, waiting and available, in this order. */
class PoolFiguresTest {
  private final PoolScene scene = new PoolScene();

  PoolFiguresTest() throws IOException {}

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void callsInFlight_holdAConnectionEach_whichIsAvailableAfterwards() throws Exception {
    try (ConnectionPool pool = scene.pool(2);
        StsAsyncClient sts = scene.client(pool).build();
        StsAsyncClient other = scene.client(pool).build()) {
      scene.assertFigures(0, 0, 0);
      CompletableFuture<GetCallerIdentityResponse> first = sts.getCallerIdentity();
      HttpExchange firstRequest = scene.server().next();
      scene.assertFigures(1, 0, 0);
      CompletableFuture<GetCallerIdentityResponse> second = other.getCallerIdentity();
      HttpExchange secondRequest = scene.server().next();
      scene.assertFigures(2, 0, 0);

      scene.server().answer(firstRequest);
      assertThat(first.get().account()).isEqualTo("123456789012");
      scene.awaitFigures(1, 0, 1);
      scene.server().answer(secondRequest);
      assertThat(second.get().account()).isEqualTo("123456789012");
      scene.awaitFigures(0, 0, 2);
    }
  }

  @Test
  void callBeyondTheMost_waitsForTheConnectionOfAnother() throws Exception {
    try (ConnectionPool pool = scene.pool(1);
        StsAsyncClient sts = scene.client(pool).build()) {
      CompletableFuture<GetCallerIdentityResponse> first = sts.getCallerIdentity();
      HttpExchange request = scene.server().next();
      CompletableFuture<GetCallerIdentityResponse> second = sts.getCallerIdentity();
      scene.awaitFigures(1, 1, 0);
      assertThat(scene.server().isIdle()).isTrue();

      scene.server().answer(request);
      first.get();
      request = scene.server().next();
      scene.assertFigures(1, 0, 0);
      scene.server().answer(request);
      second.get();
      scene.awaitFigures(0, 0, 1);
    }
  }

  @Test
  void cancelledCall_givesUpItsConnectionOrItsPlace() throws Exception {
    try (ConnectionPool pool = scene.pool(1);
        StsAsyncClient sts = scene.client(pool).build()) {
      CompletableFuture<GetCallerIdentityResponse> leased = sts.getCallerIdentity();
      scene.server().next();
      CompletableFuture<GetCallerIdentityResponse> waiting = sts.getCallerIdentity();
      scene.awaitFigures(1, 1, 0);

      waiting.cancel(true);
      scene.awaitFigures(1, 0, 0);
      leased.cancel(true);
      scene.awaitFigures(0, 0, 0);

      scene.server().letThrough();
      assertThat(sts.getCallerIdentity().get().account()).isEqualTo("123456789012");
    }
  }

  @Test
  void answersLost_giveUpTheirConnections() throws Exception {
    try (ConnectionPool pool = scene.pool(2);
        StsAsyncClient sts = scene.client(pool).build()) {
      CompletableFuture<GetCallerIdentityResponse> call = sts.getCallerIdentity();
      scene.server().next().close();

      assertThatThrownBy(call::get).isInstanceOf(ExecutionException.class);
      scene.awaitFigures(0, 0, 0);
    }
  }

  @Test
  void metricsOfTheServiceClient_areStillCollected() throws Exception {
    scene.server().letThrough();
    Published published = new Published();
    try (ConnectionPool pool = scene.pool(3);
        StsAsyncClient sts =
            scene
                .client(pool)
                .overrideConfiguration(set -> set.addMetricPublisher(published))
                .build()) {
      sts.getCallerIdentity().get();
    }

    MetricCollection call = published.calls.poll(10, TimeUnit.SECONDS);
    assertThat(call).isNotNull();
    MetricCollection http =
        call.childrenWithName("ApiCallAttempt")
            .flatMap(attempt -> attempt.childrenWithName("HttpClient"))
            .findFirst()
            .orElseThrow();
    assertThat(http.metricValues(HttpMetric.HTTP_CLIENT_NAME)).containsExactly("NettyNio");
    assertThat(http.metricValues(HttpMetric.CONCURRENCY_ACQUIRE_DURATION)).hasSize(1);
  }

  private static final class Published implements MetricPublisher {
    private final BlockingQueue<MetricCollection> calls = new LinkedBlockingQueue<>();

    @Override
    public void publish(MetricCollection call) {
      calls.add(call);
    }

    @Override
    public void close() {}
  }
}
