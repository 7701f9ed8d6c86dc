package io.github.reactoraws.examples.simulator;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.FutureMono;
import reactor.netty.http.server.HttpServerResponse;

/** Puts replies on a connection, or breaks the connection where the reply says so. */
final class ReplySender {
  private static final int SLICES = 10; // of a slow body
  private static final Duration HALF_IS_OUT = Duration.ofMillis(20);

  private final Duration slowBody;

  ReplySender(Duration slowBody) {
    this.slowBody = slowBody;
  }

  /** Sends a reply and gives its buffer back. */
  Publisher<Void> send(Reply reply, HttpServerResponse response) {
    HttpAnswer answer = reply.answer();
    ByteBuf body = answer.body();
    response.status(answer.status()).headers(answer.headers());
    response.header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.readableBytes()));
    return switch (reply.delivery()) {
      case WHOLE -> response.sendObject(body).then();
      case SLOWLY -> released(body, response.send(slices(body), slice -> true).then());
      case HALF -> released(body, response.send(half(body, response), slice -> true).then());
      case NEVER -> {
        body.release();
        yield reset(response);
      }
    };
  }

  private Flux<ByteBuf> slices(ByteBuf body) {
    int size = Math.max(1, body.readableBytes() / SLICES);
    Duration pause = slowBody.dividedBy(SLICES);
    int count = (body.readableBytes() + size - 1) / size;
    return Flux.range(0, count).delayElements(pause).map(i -> slice(body, i * size, size));
  }

  /** A slice is taken when it is asked for: a closed connection would never give it back. */
  private static Flux<ByteBuf> half(ByteBuf body, HttpServerResponse response) {
    return Mono.fromSupplier(() -> slice(body, 0, body.readableBytes() / 2))
        .concatWith(Mono.delay(HALF_IS_OUT).then(reset(response).cast(ByteBuf.class)));
  }

  /**
   * Gives the body back when all is sent, or nothing could be: a closed connection asks for none.
   */
  private static Mono<Void> released(ByteBuf body, Mono<Void> sent) {
    return Mono.using(() -> body, all -> sent, ByteBuf::release);
  }

  private static ByteBuf slice(ByteBuf all, int from, int size) {
    return all.retainedSlice(from, Math.min(size, all.readableBytes() - from));
  }

  /** Closes the connection with a reset, as a crashed peer does; never completes otherwise. */
  private static Mono<Void> reset(HttpServerResponse response) {
    return Mono.defer(
        () -> {
          response.withConnection(
              connection -> {
                Channel channel = connection.channel();
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
                FutureMono.from(channel.close()).subscribe();
              });
          return Mono.never();
        });
  }
}
