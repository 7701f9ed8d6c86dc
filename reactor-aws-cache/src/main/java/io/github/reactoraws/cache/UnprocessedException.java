package io.github.reactoraws.cache;

import java.io.Serial;

/** Tells who shares a load that AWS left its key for another call. */
final class UnprocessedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  UnprocessedException(Object key) {
    super("AWS left " + key + " of a batch unprocessed; ask again");
  }
}
