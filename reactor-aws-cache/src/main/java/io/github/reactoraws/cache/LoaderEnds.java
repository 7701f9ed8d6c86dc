package io.github.reactoraws.cache;

import io.github.reactoraws.BatchResult;
import io.github.reactoraws.call.AwsFailure;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What became of the keys of a batch, each on its own way, as the result of one call.
 *
 * <p>A call that was refused as a whole says nothing of a single key: who batches takes it apart.
 * So it is the result if nothing else was found, and else its keys wait for a batch of their own.
 */
final class LoaderEnds<K, V> {

  /** What became of a key: it has a value, or a failure, or neither. */
  record End<K, V>(K key, @Nullable V value, @Nullable Throwable failure) {}

  private final Misses<K, V> misses;
  private final Map<K, V> values = new HashMap<>();
  private final Map<K, Throwable> failures = new HashMap<>();
  private final Set<K> left = new HashSet<>();
  private boolean others; // whether a key ended otherwise than by the call's own failure

  LoaderEnds(Misses<K, V> misses) {
    this.misses = misses;
  }

  void add(End<K, V> end) {
    Throwable failure = end.failure();
    others |= failure == null || failure != misses.failure();
    if (end.value() != null) {
      values.put(end.key(), end.value());
    } else if (failure != null) {
      if (misses.named(end.key()) == failure || !isOfOthersToo(failure)) {
        failures.put(end.key(), failure);
      } else {
        left.add(end.key());
      }
    }
  }

  private static boolean isOfOthersToo(Throwable failure) {
    AwsFailure kind = AwsFailure.of(failure);
    return failure instanceof UnprocessedException
        || kind == AwsFailure.GONE
        || kind == AwsFailure.INVALID;
  }

  Mono<BatchResult<K, V>> result() {
    Throwable failure = misses.failure();
    return failure != null && !others
        ? Mono.error(failure)
        : Mono.just(new BatchResult<>(values, failures, left));
  }
}
