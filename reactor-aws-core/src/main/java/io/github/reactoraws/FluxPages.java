package io.github.reactoraws;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

/**
 * Asks for pages one after another and delivers what is in them.
 *
 * @param <P> a page
 * @param <E> an element of a page
 */
final class FluxPages<P, E> extends Flux<E> {
  private final Supplier<? extends PageTurner<P>> turner;
  private final Function<? super P, ? extends List<? extends E>> elements;
  private final ReadAhead readAhead;

  private FluxPages(
      Supplier<? extends PageTurner<P>> turner,
      Function<? super P, ? extends List<? extends E>> elements,
      ReadAhead readAhead) {
    this.turner = turner;
    this.elements = elements;
    this.readAhead = readAhead;
  }

  static <P, E> Flux<E> of(
      Supplier<? extends PageTurner<P>> turner,
      Function<? super P, ? extends List<? extends E>> elements,
      ReadAhead readAhead) {
    return onAssembly(new FluxPages<>(turner, elements, readAhead));
  }

  @Override
  public void subscribe(CoreSubscriber<? super E> downstream) {
    PagesSubscription<P, E> subscription;
    try {
      subscription = new PagesSubscription<>(downstream, turner.get(), elements, readAhead);
    } catch (Throwable thrown) {
      Operators.error(downstream, Operators.onOperatorError(thrown, downstream.currentContext()));
      return;
    }
    downstream.onSubscribe(subscription);
  }
}
