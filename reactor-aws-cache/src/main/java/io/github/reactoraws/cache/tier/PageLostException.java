package io.github.reactoraws.cache.tier;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A page of a stored list that is broken, or gone. */
public final class PageLostException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Makes one.
   *
   * @param message which page of which key
   * @param cause what failed, if anything did
   */
  public PageLostException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
