package io.github.reactoraws.examples;

import java.time.Duration;

/**
 * What a run came to.
 *
 * @param calls the calls of the SDK
 * @param attempts the HTTP requests that they took
 * @param throttled how many of those AWS throttled
 * @param imageNames what the names of the instances' images took, of those calls
 */
record Summary(
    Census census,
    long calls,
    long attempts,
    long throttled,
    ImageNames.Cost imageNames,
    Duration elapsed) {

  static Summary of(Census census, Metering metering, ImageNames imageNames, Duration elapsed) {
    return new Summary(
        census,
        metering.calls(),
        metering.attempts(),
        metering.throttled(),
        imageNames.cost(),
        elapsed);
  }

  long itemsPerSecond() {
    return Math.round(census.total() / Math.max(1e-3, elapsed.toNanos() / 1e9));
  }
}
