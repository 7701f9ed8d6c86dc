package io.github.reactoraws;

import java.time.Duration;

/** Durations in nanoseconds. */
final class Nanos {
  private Nanos() {}

  /** Converts {@code duration}; one of more than 146 years is as good as 146 years. */
  static long of(Duration duration) {
    long most = Long.MAX_VALUE / 2; // differences of two times must not overflow either
    return duration.compareTo(Duration.ofNanos(most)) >= 0 ? most : duration.toNanos();
  }
}
