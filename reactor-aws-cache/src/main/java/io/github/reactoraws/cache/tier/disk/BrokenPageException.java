package io.github.reactoraws.cache.tier.disk;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Bytes that are not what was written. */
final class BrokenPageException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  BrokenPageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
