package io.github.reactoraws;

import java.util.concurrent.CompletionException;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** Ways into a stream of AWS's resources; meant to be imported statically. */
public final class Stages {
  private Stages() {}

  /**
   * Streams the pages of one of the SDK's own paginators.
   *
   * <pre>{@code
   * Flux<Vpc> vpcs = pages(ec2.describeVpcsPaginator()).concatMapIterable(page -> page.vpcs(), 1);
   * }</pre>
   *
   * <p>{@link Listing} does more; this is for code that holds such a publisher already. Its limits
   * are the SDK's: <b>Cancel</b> sends no further call, but lets the one in flight go on, and its
   * page may still arrive. <b>Demand:</b> a page is asked for when downstream wants one, never
   * ahead. There is no resuming, and a token that comes back for ever is followed for ever. Give it
   * the pages' publisher, not that of {@code items()}, which recurses once for each item of a page
   * and can stop without a signal.
   *
   * <p><b>Errors:</b> the SDK's exception, freed of the {@link CompletionException} around it.
   * <b>Threads:</b> the SDK's completion executor. <b>Memory:</b> one page; what holds pages
   * further down, as {@code flatMapIterable} does with 256, asks for so many.
   *
   * @param paginator what a client's {@code …Paginator} method returned
   * @param <R> the SDK's response class
   * @return its pages
   */
  public static <R> Flux<R> pages(Publisher<R> paginator) {
    return Flux.from(paginator)
        .onErrorMap(CompletionException.class, e -> e.getCause() == null ? e : e.getCause());
  }
}
