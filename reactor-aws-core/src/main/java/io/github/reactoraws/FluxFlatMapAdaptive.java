package io.github.reactoraws;

import io.github.reactoraws.adaptive.Limiter;
import java.util.function.Function;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/**
 * The results of one call for each element, as many at once as a limiter permits.
 *
 * @param <T> an element
 * @param <R> what its call brings
 */
final class FluxFlatMapAdaptive<T, R> extends FluxOperator<T, R> {

  /** In which order results leave, and when errors do. */
  enum Mode {
    EAGER(false, false),
    EAGER_DELAYING_ERRORS(false, true),
    SEQUENTIAL(true, false),
    SEQUENTIAL_DELAYING_ERRORS(true, true);

    final boolean ordered;
    final boolean delaysErrors;

    Mode(boolean ordered, boolean delaysErrors) {
      this.ordered = ordered;
      this.delaysErrors = delaysErrors;
    }
  }

  private final Function<? super T, ? extends Mono<? extends R>> call;
  private final Limiter limiter;
  private final Mode mode;

  private FluxFlatMapAdaptive(
      Flux<? extends T> source,
      Function<? super T, ? extends Mono<? extends R>> call,
      Limiter limiter,
      Mode mode) {
    super(source);
    this.call = call;
    this.limiter = limiter;
    this.mode = mode;
  }

  static <T, R> Flux<R> of(
      Flux<? extends T> source,
      Function<? super T, ? extends Mono<? extends R>> call,
      Limiter limiter,
      Mode mode) {
    return onAssembly(new FluxFlatMapAdaptive<>(source, call, limiter, mode));
  }

  @Override
  public void subscribe(CoreSubscriber<? super R> downstream) {
    FlatMapAdaptiveSubscriber<T, R> results;
    try {
      results = new FlatMapAdaptiveSubscriber<>(downstream, call, limiter, mode);
    } catch (IllegalStateException underAPermit) {
      Operators.error(downstream, underAPermit);
      return;
    }
    source.subscribe(results);
  }
}
