package io.github.reactoraws.examples.simulator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/** An HTTP response in the making. Whoever sends or drops it owns the body's buffer. */
final class HttpAnswer {
  private static final int USUAL_BYTES = 8 << 10;

  private final HttpHeaders headers = new DefaultHttpHeaders();
  private final String requestId;
  private final ByteBuf body;
  private int status = 200;

  HttpAnswer(String requestId, ByteBufAllocator allocator) {
    this.requestId = requestId;
    this.body = allocator.buffer(USUAL_BYTES);
  }

  HttpAnswer status(int newStatus) {
    status = newStatus;
    return this;
  }

  HttpAnswer header(String name, String value) {
    headers.set(name, value);
    return this;
  }

  HttpAnswer contentType(String type) {
    headers.set(HttpHeaderNames.CONTENT_TYPE, type);
    return this;
  }

  HttpAnswer text(String text) {
    body.writeCharSequence(text, StandardCharsets.UTF_8);
    return this;
  }

  int status() {
    return status;
  }

  HttpHeaders headers() {
    return headers;
  }

  String requestId() {
    return requestId;
  }

  ByteBuf body() {
    return body;
  }
}
