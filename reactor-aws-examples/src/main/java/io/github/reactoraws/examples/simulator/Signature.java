package io.github.reactoraws.examples.simulator;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Signature Version 4 header says about its signer. The signature itself is not verified:
 * the simulator has no secrets to protect.
 *
 * @param accessKeyId whose key signed
 * @param region the region of the credential scope
 * @param service the signing name of the service
 */
record Signature(String accessKeyId, String region, String service) {
  private static final Pattern HEADER =
      Pattern.compile(
          "AWS4-HMAC-SHA256\\s+Credential=([^/,\\s]+)/\\d{8}/([^/,\\s]+)/([^/,\\s]+)/aws4_request\\b.*");

  static Optional<Signature> parse(String authorization) {
    Matcher header = HEADER.matcher(authorization);
    return header.matches()
        ? Optional.of(new Signature(header.group(1), header.group(2), header.group(3)))
        : Optional.empty();
  }
}
