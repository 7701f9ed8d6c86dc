package io.github.reactoraws;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;

/**
 * Combines each element with the value of its key, loaded in batches.
 *
 * @param <T> an element
 * @param <K> its key
 * @param <V> the key's value
 * @param <R> element and value combined
 */
final class FluxEnrichBatched<T, K, V, R> extends FluxOperator<T, R> {
  private final Function<? super T, ? extends @Nullable K> keyOf;
  private final BatchLoader<K, V> loader;
  private final BiFunction<? super T, ? super @Nullable V, ? extends R> combine;
  private final BatchSpec spec;

  private FluxEnrichBatched(
      Flux<? extends T> source,
      Function<? super T, ? extends @Nullable K> keyOf,
      BatchLoader<K, V> loader,
      BiFunction<? super T, ? super @Nullable V, ? extends R> combine,
      BatchSpec spec) {
    super(source);
    this.keyOf = keyOf;
    this.loader = loader;
    this.combine = combine;
    this.spec = spec;
  }

  static <T, K, V, R> Flux<R> of(
      Flux<? extends T> source,
      Function<? super T, ? extends @Nullable K> keyOf,
      BatchLoader<K, V> loader,
      BiFunction<? super T, ? super @Nullable V, ? extends R> combine,
      BatchSpec spec) {
    return onAssembly(new FluxEnrichBatched<>(source, keyOf, loader, combine, spec));
  }

  @Override
  public void subscribe(CoreSubscriber<? super R> downstream) {
    source.subscribe(new EnrichSubscriber<>(downstream, keyOf, loader, combine, spec));
  }
}
