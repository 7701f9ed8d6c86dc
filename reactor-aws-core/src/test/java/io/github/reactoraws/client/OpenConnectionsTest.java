package io.github.reactoraws.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.metrics.Meter;
import io.github.reactoraws.metrics.micrometer.MicrometerRecorder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenConnectionsTest {
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final PoolFigures figures = new PoolFigures();
  private final OpenConnections connections = new OpenConnections(figures);

  @BeforeEach
  void show() {
    figures.show(new MicrometerRecorder(registry, Tags.empty()));
  }

  @Test
  void connection_isAvailableUntilItIsClosed() {
    EmbeddedChannel connection = new EmbeddedChannel(connections);
    assertThat(available()).isEqualTo(1);

    connection.finish();
    assertThat(available()).isZero();
  }

  @Test
  void connectionWithTls_isAvailableFromItsHandshakeOn() throws Exception {
    Tls tls = new Tls();
    EmbeddedChannel connection = new EmbeddedChannel(connections, tls);
    assertThat(available()).isZero();

    tls.handshake.setSuccess(connection);
    assertThat(available()).isEqualTo(1);
    connection.finish();
    assertThat(available()).isZero();
  }

  @Test
  void connectionWhoseHandshakeFails_isNeverAvailable() throws Exception {
    Tls tls = new Tls();
    EmbeddedChannel connection = new EmbeddedChannel(connections, tls);
    tls.handshake.setFailure(new SSLException("no common cipher"));
    assertThat(available()).isZero();

    connection.finish();
    new EmbeddedChannel(connections);
    assertThat(available()).isEqualTo(1);
  }

  private double available() {
    return registry.get(Meter.POOL_AVAILABLE.id()).gauge().value();
  }

  /** A handshake that ends as the test says. */
  private static final class Tls extends SslHandler {
    private final Promise<Channel> handshake =
        new DefaultPromise<>(ImmediateEventExecutor.INSTANCE);

    Tls() throws NoSuchAlgorithmException {
      super(clientEngine());
    }

    private static SSLEngine clientEngine() throws NoSuchAlgorithmException {
      SSLEngine engine = SSLContext.getDefault().createSSLEngine();
      engine.setUseClientMode(true);
      return engine;
    }

    @Override
    public Future<Channel> handshakeFuture() {
      return handshake;
    }
  }
}
