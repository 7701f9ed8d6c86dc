package io.github.reactoraws.cache.tier;

import io.github.reactoraws.cache.codec.Codec;
import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.key.KeyPattern;
import reactor.core.publisher.Mono;

/**
 * One level of a cache: keeps lists by their key until they expire, or room is needed for others.
 *
 * <p>A list is stored page by page, and seen by nobody before it is complete. A key has one list at
 * most: one that is committed takes the place of the last, and who is reading that one goes on with
 * it. A list that was written in another {@linkplain Codec#format() format} than is asked for is
 * not found.
 *
 * <p><b>Errors:</b> what is lost, broken or out of reach is not found; a tier that cannot work any
 * more finds nothing and takes nothing, and says so to its meters. Only pages of a list that was
 * found may fail, with {@link PageLostException}. <b>Threads:</b> no method blocks, nor does a
 * subscription; a tier that has to wait does so on threads of its own, on which it signals, too.
 * Thread-safe.
 */
public interface CacheTier extends AutoCloseable {

  /**
   * Names the tier, for meters and for who asks whence an answer came.
   *
   * @return one word, such as {@code disk}
   */
  String name();

  /**
   * Tells where this tier keeps what it is given, so that secrets stay out of it if need be.
   *
   * @return how exposed it is
   */
  Exposure exposure();

  /**
   * Looks for a key.
   *
   * @param key what is looked for
   * @param codec of its values
   * @return its list, which must be {@linkplain StoredList#release() released}, or nothing
   * @param <T> a value
   */
  <T> Mono<StoredList<T>> find(CacheKey key, Codec<T> codec);

  /**
   * Begins to write a list. Nothing is done before the first page is appended.
   *
   * @param key whose list it will be
   * @param codec of its values
   * @return its writer, which must be committed or abandoned
   * @param <T> a value
   */
  <T> ListWriter<T> write(CacheKey key, Codec<T> codec);

  /**
   * Removes all lists whose keys match, and so those whose {@linkplain ListWriter#commit commit}
   * was subscribed to before this was.
   *
   * @param pattern over keys' paths
   * @return how many lists went; an error if the tier cannot tell that none is left
   */
  Mono<Long> invalidate(KeyPattern pattern);

  /** Ends its work; what was committed stays, if the tier outlives the process. Idempotent. */
  @Override
  void close();
}
