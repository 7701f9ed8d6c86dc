package io.github.reactoraws;

import io.github.reactoraws.adaptive.Limiter;
import io.github.reactoraws.call.AwsCall;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;

/**
 * One paginated operation of AWS with its request: where a stream of resources comes from.
 *
 * <pre>{@code
 * Flux<FunctionConfiguration> functions =
 *     Listing.of(ListFunctionsRequest.builder().build(), lambda::listFunctions, r -> r.functions())
 *         .items();
 * }</pre>
 *
 * <p>Which members of request and response carry the page token is read from the SDK's schema. A
 * listing is immutable and cold: each subscription to {@link #pages()} or {@link #items()} lists
 * anew, and what it promises is the same for both:
 *
 * <ul>
 *   <li><b>Demand:</b> a page is asked for when downstream wants more than is at hand, and at most
 *       {@code prefetch} pages ahead of that, once half of the first page is delivered: {@code
 *       take(10)} over pages of more than 20 items sends one call.
 *   <li><b>Calls in flight:</b> one, since each page's token stands in the page before; with a
 *       {@linkplain #governedBy limiter}, each under a permit.
 *   <li><b>Memory:</b> the page being delivered and {@code prefetch} further ones.
 *   <li><b>Cancel:</b> cancels the call in flight. <b>Discard:</b> what is at hand.
 *   <li><b>Errors:</b> the SDK's exception, behind the items that came before it, with a suppressed
 *       exception that names operation, page and token. A token that comes back fails with {@link
 *       IllegalStateException}, unless the operation ends that way.
 *   <li><b>Threads:</b> adds none: items arrive on the SDK's completion executor or the thread that
 *       asks. <b>Context:</b> reaches each call's publisher. <b>Empty pages</b> are passed over by
 *       {@code items()}.
 * </ul>
 *
 * @param <R> the SDK's response class
 * @param <T> an item
 */
public final class Listing<R extends SdkResponse, T> {
  private static final ReadAhead ONE_PAGE_AHEAD = new ReadAhead(1);

  private final Source<?, R, T> source;
  private final ReadAhead readAhead;

  private Listing(Source<?, R, T> source, ReadAhead readAhead) {
    this.source = source;
    this.readAhead = readAhead;
  }

  /**
   * Lists {@code request}, one page ahead.
   *
   * @param request the first page's request; a page token in it is where the listing begins
   * @param call the client's method, such as {@code ec2::describeInstances}
   * @param items the resources in a response, in order and without {@code null}
   * @param <Q> the SDK's request class
   * @param <R> the SDK's response class
   * @param <T> an item
   * @return the listing; nothing is called yet
   * @throws IllegalArgumentException if the schema does not tell which members carry the page
   *     token; the message says how to name them
   */
  public static <Q extends SdkRequest, R extends SdkResponse, T> Listing<R, T> of(
      Q request,
      Function<? super Q, CompletableFuture<R>> call,
      Function<? super R, ? extends List<? extends T>> items) {
    return new Listing<>(
        new Source<>(request, call, items, TokenSchema.of(request), Optional.empty()),
        ONE_PAGE_AHEAD);
  }

  /**
   * Lists {@code request}, one page ahead, where the schema does not tell how its pages are
   * chained.
   *
   * @param request the first page's request; a page token in it is where the listing begins
   * @param call the client's method
   * @param items the resources in a response, in order and without {@code null}
   * @param tokens which members carry the page token
   * @param <Q> the SDK's request class
   * @param <R> the SDK's response class
   * @param <T> an item
   * @return the listing; nothing is called yet
   * @throws IllegalArgumentException if request or response has no such member
   */
  public static <Q extends SdkRequest, R extends SdkResponse, T> Listing<R, T> of(
      Q request,
      Function<? super Q, CompletableFuture<R>> call,
      Function<? super R, ? extends List<? extends T>> items,
      TokenFields tokens) {
    return new Listing<>(
        new Source<>(request, call, items, TokenSchema.of(request, tokens), Optional.empty()),
        ONE_PAGE_AHEAD);
  }

  /**
   * Sets how many pages may be asked for ahead of what downstream has paid for.
   *
   * @param pages 0 for none, 1 by default, more to ride over slow pages; each is held in memory
   * @return this listing with that prefetch
   * @throws IllegalArgumentException if {@code pages} is negative
   */
  public Listing<R, T> prefetch(int pages) {
    return new Listing<>(source, new ReadAhead(pages));
  }

  /**
   * Begins somewhere else: behind a page at its {@link Page#next() next} token, or with that page
   * again at its own {@link Page#token() token}.
   *
   * @param token a token of this operation, asked with the same other parameters
   * @return this listing from there on; its page index begins at 0
   * @throws IllegalArgumentException if {@code token} belongs to another operation
   */
  public Listing<R, T> startingAt(PageToken token) {
    return new Listing<>(source.at(token), readAhead);
  }

  /**
   * Lets each page's call wait for a permit, so that listings which run side by side, and others
   * who call the operation, share what AWS allows.
   *
   * @param limiter the limiter of the operation's scope
   * @return this listing with that limiter
   */
  public Listing<R, T> governedBy(Limiter limiter) {
    return new Listing<>(source.governedBy(Objects.requireNonNull(limiter, "limiter")), readAhead);
  }

  /**
   * Returns what is asked of AWS for the first page, by which a listing can be told from another.
   *
   * @return the request
   */
  public SdkRequest request() {
    return source.request();
  }

  /**
   * Streams the pages, each with its token and its raw response.
   *
   * @return the pages in AWS's order
   */
  public Flux<Page<R, T>> pages() {
    return FluxPages.of(source, List::of, readAhead);
  }

  /**
   * Streams the items of all pages.
   *
   * @return the items in AWS's order
   */
  public Flux<T> items() {
    return FluxPages.of(source, Page::items, readAhead);
  }

  /** What is listed; gives each subscription a turner of its own. */
  private record Source<Q extends SdkRequest, R extends SdkResponse, T>(
      Q request,
      Function<? super Q, CompletableFuture<R>> call,
      Function<? super R, ? extends List<? extends T>> items,
      TokenSchema schema,
      Optional<Limiter> limiter)
      implements Supplier<PageTurner<Page<R, T>>> {

    @Override
    public PageTurner<Page<R, T>> get() {
      return new ListingTurner<>(request, this::call, items, schema);
    }

    Source<Q, R, T> at(PageToken token) {
      return new Source<>(schema.at(request, token), call, items, schema, limiter);
    }

    Source<Q, R, T> governedBy(Limiter other) {
      return new Source<>(request, call, items, schema, Optional.of(other));
    }

    private Mono<R> call(Q page) {
      Mono<R> one = AwsCall.of(() -> call.apply(page));
      return limiter.map(permits -> permits.govern(one)).orElse(one);
    }
  }
}
