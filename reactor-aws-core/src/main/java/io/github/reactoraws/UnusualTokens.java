package io.github.reactoraws;

import java.util.Map;
import java.util.Optional;

/** The operations whose page tokens {@link TokenRules} cannot tell from names. */
final class UnusualTokens {

  /*
   * An operation stands here only if the SDK has a generated paginator for it and the rules get it
   * wrong; PaginatorAgreementTest tells when one is missing.
   *
   * BatchGetItem: what was not read is asked for again, so a "token" is the rest of the keys.
   * GetLogEvents: two tokens, one for each direction, and the end is the request's own token.
   */
  private static final Map<String, TokenFields> BY_OPERATION =
      Map.of(
          "dynamodb:BatchGetItem", TokenFields.of("UnprocessedKeys", "RequestItems"),
          "cloudwatchlogs:GetLogEvents",
              TokenFields.of("nextForwardToken", "nextToken").endsWhenRepeated());

  private UnusualTokens() {}

  static Optional<TokenFields> of(String operation) {
    return Optional.ofNullable(BY_OPERATION.get(operation));
  }
}
