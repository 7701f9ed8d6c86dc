package io.github.reactoraws;

import java.util.Optional;

/** Hangs on the exception of a failed page, as a suppressed one, and tells which page it was. */
final class PageTrace extends Exception {
  private static final long serialVersionUID = 1;

  PageTrace(TokenSchema schema, long index, Optional<PageToken> token) {
    super(
        "page %d of %s, asked for %s"
            .formatted(
                index, schema.operation(), token.map(t -> "with " + t).orElse("without a token")),
        null,
        false,
        false);
  }
}
