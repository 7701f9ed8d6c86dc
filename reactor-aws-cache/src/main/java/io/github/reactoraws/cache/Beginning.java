package io.github.reactoraws.cache;

import java.util.Objects;

/**
 * Those values of a stored list that were handed over before a page was lost. The load that goes on
 * in its place must begin with the same.
 */
final class Beginning {
  private final long count;
  private Chunk chunk;
  private int at;
  private long met;

  /**
   * @param first of the chunks, which hold all values
   * @param count how many values there are
   */
  Beginning(Chunk first, long count) {
    this.chunk = first;
    this.count = count;
  }

  long count() {
    return count;
  }

  boolean isOver() {
    return met == count;
  }

  /** Whether a value of the load is the next one. */
  boolean meets(Object value) {
    while (at == chunk.size()) {
      chunk = Objects.requireNonNull(chunk.next());
      at = 0;
    }
    met++;
    return value.equals(Objects.requireNonNull(chunk.values())[at++]);
  }
}
