package io.github.reactoraws;

import io.github.reactoraws.adaptive.Limiter;
import io.github.reactoraws.call.AwsFailure;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Loads the values of many keys in one call.
 *
 * <pre>{@code
 * BatchLoader<String, Image> images = BatchLoader.of(ids ->
 *     AwsCall.of(() -> ec2.describeImages(r -> r.imageIds(ids)))
 *         .map(response -> response.images().stream().collect(toMap(Image::imageId, i -> i))));
 * }</pre>
 *
 * @param <K> a key, with {@code equals} and {@code hashCode}
 * @param <V> its value
 */
@FunctionalInterface
public interface BatchLoader<K, V> {

  /**
   * Loads {@code keys}; nothing is called before the result is subscribed to.
   *
   * <p>An error of the result is an error of the call as a whole; what is wrong with single keys is
   * told in {@link BatchResult#failures()}. A key about which the result says nothing has no value.
   *
   * @param keys the keys of one call: at least one, at most {@link BatchSpec#maxBatchSize()}; not
   *     modifiable, and not changed later
   * @return what became of them; it must not be empty
   */
  Mono<BatchResult<K, V>> load(Set<K> keys);

  /**
   * Lets each call of this loader wait for a permit, repetitions for unprocessed keys and for
   * batches taken apart included; of a loader {@linkplain #ofSingles of single calls}, each of
   * those.
   *
   * @param limiter the limiter of the call's scope
   * @return a loader that makes the same calls under permits
   */
  default BatchLoader<K, V> governedBy(Limiter limiter) {
    Objects.requireNonNull(limiter, "limiter");
    return keys -> limiter.govern(Mono.defer(() -> load(keys)));
  }

  /**
   * Makes a loader of a function that knows only of values.
   *
   * @param load gives the values by key; a key without a value is left out
   * @param <K> a key
   * @param <V> its value
   * @return a loader whose results have no failures and nothing unprocessed
   */
  static <K, V> BatchLoader<K, V> of(Function<? super Set<K>, ? extends Mono<Map<K, V>>> load) {
    Objects.requireNonNull(load, "load");
    return keys -> load.apply(keys).map(BatchResult::of);
  }

  /**
   * Makes a loader of single calls, for operations that take one key only.
   *
   * <p>A call that AWS refuses, as {@link AwsFailure#GONE} or {@link AwsFailure#INVALID}, fails its
   * key alone; any other failure is that of the whole batch. A call that ends empty leaves its key
   * without a value.
   *
   * @param load one call for one key
   * @param concurrency how many calls of a batch are in flight at once; 1 or more
   * @param <K> a key
   * @param <V> its value
   * @return a loader that makes one call for each key
   * @throws IllegalArgumentException if {@code concurrency} is below 1
   */
  static <K, V> BatchLoader<K, V> ofSingles(
      Function<? super K, ? extends Publisher<? extends V>> load, int concurrency) {
    return new SingleLoads<>(load, concurrency);
  }
}
