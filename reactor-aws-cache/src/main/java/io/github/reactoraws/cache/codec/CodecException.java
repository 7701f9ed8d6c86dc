package io.github.reactoraws.cache.codec;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A value that cannot be encoded, or bytes that are not what was encoded. */
public final class CodecException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Makes one.
   *
   * @param message what is wrong with which value
   */
  public CodecException(String message) {
    super(message);
  }

  /**
   * Makes one with its cause.
   *
   * @param message what is wrong with which value
   * @param cause what failed
   */
  public CodecException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
