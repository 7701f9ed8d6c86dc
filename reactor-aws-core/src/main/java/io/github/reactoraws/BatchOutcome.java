package io.github.reactoraws;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a batch ended, after all splits and repetitions.
 *
 * @param values the values by key
 * @param failures the keys that were refused, each with its error
 * @param broken the error of every key that stands in neither; {@code null} if such keys have no
 *     value
 */
record BatchOutcome<K, V>(
    Map<K, V> values, Map<K, Throwable> failures, @Nullable Throwable broken) {

  /** The outcome of a call that has answered. */
  static <K, V> BatchOutcome<K, V> of(OneCall<BatchOutcome<K, V>> call) {
    BatchOutcome<K, V> outcome = call.answer();
    return outcome != null ? outcome : broken(call.failure());
  }

  private static <K, V> BatchOutcome<K, V> broken(Throwable failure) {
    return new BatchOutcome<>(Map.of(), Map.of(), failure);
  }
}
