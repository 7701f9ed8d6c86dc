package io.github.reactoraws.adaptive;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** One permit for each subscription. */
final class MonoPermit extends Mono<Permit> {
  private final Limiter limiter;

  private MonoPermit(Limiter limiter) {
    this.limiter = limiter;
  }

  static Mono<Permit> of(Limiter limiter) {
    return onAssembly(new MonoPermit(limiter));
  }

  @Override
  public void subscribe(CoreSubscriber<? super Permit> downstream) {
    downstream.onSubscribe(new Waiter(limiter, downstream));
  }
}
