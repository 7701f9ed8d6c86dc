package io.github.reactoraws.client;

import static io.github.reactoraws.metrics.Meter.POOL_AVAILABLE;
import static io.github.reactoraws.metrics.Meter.POOL_LEASED;
import static io.github.reactoraws.metrics.Meter.POOL_WAITING;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.github.reactoraws.call.AwsCall;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** What a pool bounds, and how it ends. */
class ConnectionPoolTest {
  private final PoolScene scene = new PoolScene();

  ConnectionPoolTest() throws IOException {}

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void callThatWaitsTooLong_failsAndWaitsNoLonger() throws Exception {
    try (ConnectionPool pool =
            scene
                .builder(1)
                .connectionTimeout(ofMillis(900))
                .tlsTimeout(ofMillis(1))
                .acquireTimeout(ofMillis(1_000))
                .build();
        StsAsyncClient sts = scene.client(pool).build()) {
      CompletableFuture<GetCallerIdentityResponse> first = sts.getCallerIdentity();
      HttpExchange request = scene.server().next();

      assertThatThrownBy(() -> sts.getCallerIdentity().get())
          .isInstanceOf(ExecutionException.class)
          .hasMessageContaining("Acquire operation took longer");
      scene.awaitFigures(1, 0, 0);
      scene.server().answer(request);
      first.get();
    }
  }

  @Test
  void moreThanMayWait_failAtOnce() throws Exception {
    try (ConnectionPool pool = scene.builder(1).maxWaiting(1).build();
        StsAsyncClient sts = scene.client(pool).build()) {
      CompletableFuture<GetCallerIdentityResponse> first = sts.getCallerIdentity();
      HttpExchange request = scene.server().next();
      CompletableFuture<GetCallerIdentityResponse> second = sts.getCallerIdentity();

      assertThatThrownBy(() -> sts.getCallerIdentity().get())
          .isInstanceOf(ExecutionException.class)
          .hasMessageContaining("Maximum pending connection acquisitions exceeded");
      scene.awaitFigures(1, 1, 0);
      scene.server().answer(request);
      first.get();
      scene.server().answer(scene.server().next());
      second.get();
    }
  }

  @Test
  void asManyCallsAtOnceAsConnections_allSucceed() {
    scene.server().letThrough();
    try (ConnectionPool pool = scene.builder(4).maxWaiting(4).build();
        StsAsyncClient sts = scene.client(pool).build()) {
      Mono<Long> answered =
          Flux.range(0, 60).flatMap(call -> AwsCall.of(() -> sts.getCallerIdentity()), 4).count();

      assertThat(answered.block()).isEqualTo(60);
    }
  }

  @Test
  void closedServiceClient_leavesThePoolOpen() throws Exception {
    scene.server().letThrough();
    try (ConnectionPool pool = scene.pool(1)) {
      try (StsAsyncClient sts = scene.client(pool).build()) {
        sts.getCallerIdentity().get();
      }
      scene.awaitFigures(0, 0, 1);
      pool.client().close();
      scene.assertFigures(0, 0, 1);
      try (StsAsyncClient sts = scene.client(pool).build()) {
        assertThat(sts.getCallerIdentity().get().account()).isEqualTo("123456789012");
      }
    }
  }

  @Test
  void closedPool_failsWhatIsInFlightAndRefusesMore() throws Exception {
    ConnectionPool pool = scene.pool(1);
    try (StsAsyncClient sts = scene.client(pool).build()) {
      CompletableFuture<GetCallerIdentityResponse> leased = sts.getCallerIdentity();
      scene.server().next();
      CompletableFuture<GetCallerIdentityResponse> waiting = sts.getCallerIdentity();
      scene.awaitFigures(1, 1, 0);

      pool.close();

      assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class);
      for (CompletableFuture<?> call : List.of(leased, sts.getCallerIdentity())) {
        assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS))
            .isInstanceOf(ExecutionException.class)
            .hasMessageContaining("the connection pool is closed");
      }
    }
  }

  @Test
  void closedPool_hasNoThreadsAndNoGauges() throws Exception {
    scene.server().letThrough();
    Set<Thread> others = networkThreads();
    ConnectionPool pool = scene.builder(8).threads(2).build();
    try (StsAsyncClient sts = scene.client(pool).build()) {
      for (int call = 0; call < 4; call++) {
        sts.getCallerIdentity().get();
      }
    }
    Set<Thread> threads = networkThreads();
    threads.removeAll(others);
    assertThat(threads).hasSizeBetween(1, 2).allMatch(Thread::isDaemon);
    assertThat(scene.registry().getMeters())
        .extracting(meter -> meter.getId().getName())
        .contains(POOL_LEASED.id(), POOL_WAITING.id(), POOL_AVAILABLE.id());

    pool.close();
    pool.close();

    for (Thread thread : threads) {
      thread.join(10_000);
      assertThat(thread.isAlive()).isFalse();
    }
    assertThat(scene.registry().find(POOL_LEASED.id()).gauge()).isNull();
    assertThat(scene.registry().find(POOL_WAITING.id()).gauge()).isNull();
    assertThat(scene.registry().find(POOL_AVAILABLE.id()).gauge()).isNull();
  }

  private static Set<Thread> networkThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("reactoraws-http"))
        .collect(Collectors.toSet());
  }
}
