package io.github.reactoraws.cache.tier.disk;

import java.io.Serial;

/** A key that nobody has (any more); what it has encrypted may be whole. */
final class UnknownKeyException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  UnknownKeyException(String id) {
    super("no key of encryption has the id \"" + id + "\"");
  }
}
