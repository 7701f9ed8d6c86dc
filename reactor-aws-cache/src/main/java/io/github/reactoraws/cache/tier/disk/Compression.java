package io.github.reactoraws.cache.tier.disk;

import java.util.Optional;

/** How pages are made smaller before they are written. Pages of all kinds can be read. */
public enum Compression {
  /**
   * Zstandard at its fastest level: several times faster than {@link #GZIP}, at about its size.
   * Needs {@code com.github.luben:zstd-jni}, which is an optional dependency.
   */
  ZSTD(2),
  /** As the JDK has it. */
  GZIP(1),
  /** Not at all. */
  NONE(0);

  private final int code;

  Compression(int code) {
    this.code = code;
  }

  /** What stands for it in the file; never changes. */
  int code() {
    return code;
  }

  static Optional<Compression> of(int code) {
    for (Compression compression : values()) {
      if (compression.code == code) {
        return Optional.of(compression);
      }
    }
    return Optional.empty();
  }
}
