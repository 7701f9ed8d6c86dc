package io.github.reactoraws.cache.tier.memory;

import java.util.Objects;

/**
 * A list as it is held in memory: the values themselves, which must not change.
 *
 * @param format the format of its codec
 * @param values all of them; not changed by anybody
 * @param pageEnds where each page ends; the last, if there is one, with all values
 * @param loadedAt when its load began, in nanoseconds of the tier's clock
 * @param took how long its load took, in nanoseconds
 * @param keptUntil when it leaves, in nanoseconds of the tier's clock
 * @param weight how large it is, in bytes
 * @param draw a number of its own from 0 to 1, drawn at random
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them; a copy would cost each hit
public record HeldList(
    String format,
    Object[] values,
    int[] pageEnds,
    long loadedAt,
    long took,
    long keptUntil,
    long weight,
    double draw) {

  /**
   * Checks that all is there.
   *
   * @param format not {@code null}
   * @param values not {@code null}
   * @param pageEnds not {@code null}
   * @param loadedAt any
   * @param took 0 or more
   * @param keptUntil any
   * @param weight 0 or more
   * @param draw 0 to 1
   */
  public HeldList {
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(values, "values");
    Objects.requireNonNull(pageEnds, "pageEnds");
  }

  /**
   * Tells whether it may no longer be used.
   *
   * @param now in nanoseconds of the tier's clock
   * @return whether its time has come
   */
  public boolean isExpired(long now) {
    return keptUntil - now <= 0;
  }
}
