package io.github.reactoraws.examples;

import java.time.Duration;

/**
 * What a run came to.
 *
 * @param calls the calls of the SDK
 * @param attempts the HTTP requests that they took
 * @param throttled how many of those AWS throttled
 */
record Summary(Census census, long calls, long attempts, long throttled, Duration elapsed) {

  static Summary of(Census census, Metering metering, Duration elapsed) {
    return new Summary(
        census, metering.calls(), metering.attempts(), metering.throttled(), elapsed);
  }

  long itemsPerSecond() {
    return Math.round(census.total() / Math.max(1e-3, elapsed.toNanos() / 1e9));
  }
}
