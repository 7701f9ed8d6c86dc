package io.github.reactoraws.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server on loopback that answers a request of STS when the test says so. */
final class HeldServer implements AutoCloseable {
  private static final byte[] IDENTITY =
      """
      <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
        <GetCallerIdentityResult><Account>123456789012</Account></GetCallerIdentityResult>
      </GetCallerIdentityResponse>
      """
          .getBytes(UTF_8);

  private final HttpServer server;
  private final BlockingQueue<HttpExchange> held = new LinkedBlockingQueue<>();
  private volatile boolean holds = true;

  HeldServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::received);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /** Blocks until a request has come. */
  HttpExchange next() throws InterruptedException {
    HttpExchange request = held.poll(10, TimeUnit.SECONDS);
    assertThat(request).as("a request").isNotNull();
    return request;
  }

  /** Whether no request has come that {@link #next} has not told. */
  boolean isIdle() {
    return held.isEmpty();
  }

  /** Answers all further requests at once. */
  void letThrough() {
    holds = false;
  }

  void answer(HttpExchange request) throws IOException {
    request.sendResponseHeaders(200, IDENTITY.length);
    try (OutputStream body = request.getResponseBody()) {
      body.write(IDENTITY);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void received(HttpExchange request) throws IOException {
    request.getRequestBody().readAllBytes();
    if (holds) {
      held.add(request);
    } else {
      answer(request);
    }
  }
}
