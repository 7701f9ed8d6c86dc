package io.github.reactoraws;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A key, or an element without one, for which there is no value; the cause tells why, if known. */
public final class KeyLoadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Object key;

  private KeyLoadException(String message, @Nullable Object key, @Nullable Throwable cause) {
    super(message, cause);
    this.key = key;
  }

  static KeyLoadException noKey(Object element) {
    return new KeyLoadException("no key in the element " + element, null, null);
  }

  static KeyLoadException absent(Object key) {
    return new KeyLoadException("no value for the key " + key, key, null);
  }

  static KeyLoadException failed(Object key, Throwable cause) {
    return new KeyLoadException("the key " + key + " failed: " + cause.getMessage(), key, cause);
  }

  /**
   * Returns the key.
   *
   * @return the key; empty if the element had none, or if this came out of a serialized form
   */
  public Optional<Object> key() {
    return Optional.ofNullable(key);
  }
}
