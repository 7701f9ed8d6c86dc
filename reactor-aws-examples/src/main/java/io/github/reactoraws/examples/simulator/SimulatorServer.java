package io.github.reactoraws.examples.simulator;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;
import software.amazon.awssdk.core.SdkBytes;

/** The HTTP server: a free port on loopback and threads of its own. */
final class SimulatorServer implements AutoCloseable {
  private static final int THREADS = 2;
  private static final int LONGEST_LINE = 64 << 10;
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

  private final Service service;
  private final ReplySender sender;
  private final LoopResources threads = LoopResources.create("simulator", THREADS, true);
  private final DisposableServer server;

  private SimulatorServer(Service service, ReplySender sender) {
    this.service = service;
    this.sender = sender;
    this.server =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .runOn(threads)
            .httpRequestDecoder(
                limits -> limits.maxInitialLineLength(LONGEST_LINE).maxHeaderSize(LONGEST_LINE))
            .handle(this::handle)
            .bindNow(LONGEST_CLOSE);
  }

  static SimulatorServer start(Service service, ReplySender sender) {
    return new SimulatorServer(service, sender);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /** Closes the port and all connections; waits until that is done, five seconds at most. */
  @Override
  public void close() {
    server.disposeNow(LONGEST_CLOSE);
    threads.disposeLater(Duration.ZERO, LONGEST_CLOSE).block(LONGEST_CLOSE);
  }

  private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
    ByteBufAllocator allocator = response.alloc();
    Function<SdkBytes, HttpCall> callWith =
        body -> HttpCall.of(request.method().name(), request.uri(), request.requestHeaders(), body);
    return BodyReader.read(request.receive())
        .flatMap(body -> service.reply(callWith.apply(body), allocator))
        .onErrorResume(
            Refusal.class,
            tooLong -> {
              response.header(HttpHeaderNames.CONNECTION, "close");
              return Mono.just(
                  service.refuse(
                      callWith.apply(SdkBytes.fromByteArray(new byte[0])), tooLong, allocator));
            })
        .flatMap(reply -> Mono.from(sender.send(reply, response)))
        .doOnDiscard(Reply.class, unsent -> unsent.answer().body().release());
  }
}
