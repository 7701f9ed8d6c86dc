package io.github.reactoraws.cache.tier;

import java.time.Duration;
import java.util.Objects;

/**
 * How old a list is, and how long it will be kept, as of the moment when it is handed over.
 *
 * @param age since its load began
 * @param took how long its load took
 * @param timeToLive how long it is kept from now on
 */
public record EntryTimes(Duration age, Duration took, Duration timeToLive) {

  /**
   * Checks the times.
   *
   * @param age zero or more
   * @param took zero or more
   * @param timeToLive positive
   * @throws IllegalArgumentException if one is out of its bounds; the message names it
   */
  public EntryTimes {
    notNegative("age", age);
    notNegative("took", took);
    if (Objects.requireNonNull(timeToLive, "timeToLive").isNegative() || timeToLive.isZero()) {
      throw new IllegalArgumentException("timeToLive must be positive, was " + timeToLive);
    }
  }

  private static void notNegative(String name, Duration value) {
    if (Objects.requireNonNull(value, name).isNegative()) {
      throw new IllegalArgumentException(name + " must not be negative, was " + value);
    }
  }
}
