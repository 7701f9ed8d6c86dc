package io.github.reactoraws.cache.tier;

import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Writes one list into a tier. Its methods are called one after another: a page is appended when
 * the last append has completed.
 *
 * @param <T> a value
 */
public interface ListWriter<T> {

  /**
   * Appends a page.
   *
   * @param values one or more; not changed later
   * @return completes when the tier has taken the page, from when on {@link #page} reads it; an
   *     error if it cannot, after which the writer can only be abandoned
   */
  Mono<Void> append(List<? extends T> values);

  /**
   * Reads a page that was appended before; may be called at any time until the list was committed
   * or abandoned, and after a commit until {@link #release}.
   *
   * @param index the first page's is 0
   * @return its values, unmodifiable; {@link PageLostException} if it is gone
   */
  Mono<List<T>> page(int index);

  /**
   * Makes the list seen as a whole, in place of the key's last one.
   *
   * @param times how old it is now, and how long it is kept
   * @return completes when a crash of the process cannot lose it, if the tier outlives the process;
   *     an error if the list was not stored
   */
  Mono<Void> commit(EntryTimes times);

  /** Gives up the list, unless it was committed; its pages are gone. Idempotent. */
  void abandon();

  /** Tells that no further page will be read, after a commit. Idempotent. */
  void release();
}
