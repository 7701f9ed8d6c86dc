package io.github.reactoraws.cache;

import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Flux;

/** A list out of the cache, or through it. */
final class FluxCached<T> extends Flux<T> implements Scannable {
  private final Engine engine;
  private final Ask<T> ask;

  FluxCached(Engine engine, Ask<T> ask) {
    this.engine = engine;
    this.ask = ask;
  }

  @Override
  @SuppressWarnings("unchecked") // values of the codec's format are of its class
  public void subscribe(CoreSubscriber<? super T> downstream) {
    Object[] held = engine.served(ask, downstream.currentContext());
    if (held == null) {
      engine.ask(ask, downstream);
      return;
    }
    Flux.fromArray((T[]) held).subscribe(downstream);
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
