package io.github.reactoraws.examples.simulator;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;

/**
 * A received HTTP request.
 *
 * @param method in capitals
 * @param path as sent, percent-encoded
 * @param query the decoded parameters of the URI
 * @param body all of it
 */
record HttpCall(
    String method,
    String path,
    Map<String, List<String>> query,
    HttpHeaders headers,
    SdkBytes body) {
  private static final int MOST_PARAMETERS = 100_000; // 1,000 filters of 100 values are legal

  static HttpCall of(String method, String uri, HttpHeaders headers, SdkBytes body) {
    QueryStringDecoder decoder =
        new QueryStringDecoder(uri, StandardCharsets.UTF_8, true, MOST_PARAMETERS, true);
    return new HttpCall(method, decoder.rawPath(), decoder.parameters(), headers, body);
  }

  /** The body's parameters, if it is a form. */
  Map<String, List<String>> form() {
    return new QueryStringDecoder(
            body.asUtf8String(), StandardCharsets.UTF_8, false, MOST_PARAMETERS, true)
        .parameters();
  }

  boolean hasBody() {
    return body.asByteArrayUnsafe().length > 0;
  }

  /** A header, or an empty string. */
  String header(String name) {
    return headers.get(name, "");
  }
}
