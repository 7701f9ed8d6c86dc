package io.github.reactoraws.cache;

import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/** A value out of the cache, or through it. */
final class MonoCached<T> extends Mono<T> implements Scannable {
  private final Engine engine;
  private final Ask<T> ask;

  MonoCached(Engine engine, Ask<T> ask) {
    this.engine = engine;
    this.ask = ask;
  }

  @Override
  @SuppressWarnings("unchecked") // values of the codec's format are of its class
  public void subscribe(CoreSubscriber<? super T> downstream) {
    Object[] held = engine.served(ask, downstream.currentContext());
    if (held == null || held.length > 1) {
      new FluxCached<>(engine, ask).singleOrEmpty().subscribe(downstream);
    } else if (held.length == 0) {
      Operators.complete(downstream);
    } else {
      downstream.onSubscribe(Operators.scalarSubscription(downstream, (T) held[0]));
    }
  }

  @Override
  @SuppressWarnings("rawtypes") // Scannable's own signature
  public @Nullable Object scanUnsafe(Attr key) {
    if (key == Attr.PARENT) {
      return ask.upstream();
    }
    return key == Attr.RUN_STYLE ? Attr.RunStyle.ASYNC : null;
  }
}
