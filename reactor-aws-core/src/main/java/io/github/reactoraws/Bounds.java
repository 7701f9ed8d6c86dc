package io.github.reactoraws;

import java.time.Duration;
import java.util.Objects;

/** Refuses values out of their bounds, by a message that names them. */
final class Bounds {
  private Bounds() {}

  static void atLeast(int least, String name, int value) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", was " + value);
    }
  }

  static void positive(String name, Duration value) {
    if (Objects.requireNonNull(value, name).isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be positive, was " + value);
    }
  }
}
