package io.github.reactoraws;

import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * Finds pages one after another; asked by one subscription, serially.
 *
 * @param <P> a page
 */
interface PageTurner<P> {

  /** The call for the first page. Nothing happens before it is subscribed to. */
  Mono<P> first();

  /**
   * The call for the page after {@code page}; empty at the end; throws where there is no going on.
   */
  Optional<Mono<P>> after(P page);
}
