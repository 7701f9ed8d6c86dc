package io.github.reactoraws.cache.tier;

import java.util.List;
import reactor.core.publisher.Mono;

/**
 * A complete list that a tier has found; its pages stay the same, and can be read, until it is
 * released.
 *
 * @param <T> a value
 */
public interface StoredList<T> {

  /**
   * Tells how old the list was when it was found.
   *
   * @return its times
   */
  EntryTimes times();

  /**
   * Tells how many pages there are.
   *
   * @return 0 or more
   */
  int pages();

  /**
   * Tells how many values there are.
   *
   * @return 0 or more
   */
  long values();

  /**
   * Tells how large the list is where it is stored.
   *
   * @return bytes
   */
  long bytes();

  /**
   * Reads one page.
   *
   * @param index 0 to {@link #pages()} - 1
   * @return its values, unmodifiable; {@link PageLostException} if it is broken or gone
   */
  Mono<List<T>> page(int index);

  /** Tells that no further page will be asked for. Idempotent. */
  void release();
}
