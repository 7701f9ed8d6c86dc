package io.github.reactoraws.client;

import java.time.Duration;
import java.util.Objects;

/** Refuses values out of their bounds, by a message that names them. */
final class Bounds {
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  private Bounds() {}

  static int atLeast(int least, String name, int value) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", was " + value);
    }
    return value;
  }

  /** What the SDK's client counts in whole milliseconds. */
  static Duration timeout(String name, Duration value) {
    Objects.requireNonNull(value, name);
    if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          name + " must be between " + SHORTEST + " and " + LONGEST + ", was " + value);
    }
    return value;
  }
}
