package io.github.reactoraws;

import java.util.Map;
import java.util.Set;

/**
 * What became of the keys of one call. A key that stands nowhere in it has no value; one that was
 * not asked for is ignored.
 *
 * <p>The collections are used as they are, and must not change later.
 *
 * @param values the values by key
 * @param failures the keys that AWS refused, each with its error
 * @param unprocessed the keys that AWS left for another call, as DynamoDB does; they are asked for
 *     again, later
 * @param <K> a key
 * @param <V> its value
 */
public record BatchResult<K, V>(Map<K, V> values, Map<K, Throwable> failures, Set<K> unprocessed) {

  /**
   * Tells of values only.
   *
   * @param values the values by key
   * @param <K> a key
   * @param <V> its value
   * @return a result without failures and without unprocessed keys
   */
  public static <K, V> BatchResult<K, V> of(Map<K, V> values) {
    return new BatchResult<>(values, Map.of(), Set.of());
  }

  /**
   * Names the keys that failed.
   *
   * @param failed keys with their errors, in place of those named before
   * @return this result with them
   */
  public BatchResult<K, V> withFailures(Map<K, Throwable> failed) {
    return new BatchResult<>(values, failed, unprocessed);
  }

  /**
   * Names the keys that wait for another call.
   *
   * @param left keys, in place of those named before
   * @return this result with them
   */
  public BatchResult<K, V> withUnprocessed(Set<K> left) {
    return new BatchResult<>(values, failures, left);
  }
}
