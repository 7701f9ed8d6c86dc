package io.github.reactoraws.examples.simulator;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.core.SdkBytes;

/** Collects a request's body, up to a limit. */
final class BodyReader {
  static final int MOST_BYTES = 10 << 20;

  private BodyReader() {}

  /** The whole body; fails with a {@link Refusal} as soon as it is longer than the limit. */
  static Mono<SdkBytes> read(Flux<ByteBuf> parts) {
    return parts
        .collect(ByteArrayOutputStream::new, BodyReader::append)
        .map(body -> SdkBytes.fromByteArrayUnsafe(body.toByteArray()));
  }

  private static void append(ByteArrayOutputStream body, ByteBuf part) {
    if (body.size() + part.readableBytes() > MOST_BYTES) {
      throw new Refusal(
          413, "RequestEntityTooLarge", "A request may have " + MOST_BYTES + " bytes at most.");
    }
    try {
      part.readBytes(body, part.readableBytes());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
