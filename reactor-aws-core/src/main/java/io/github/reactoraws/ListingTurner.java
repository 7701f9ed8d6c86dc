package io.github.reactoraws;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;

/** Turns the pages of one paginated operation for one subscription, token by token. */
final class ListingTurner<Q extends SdkRequest, R extends SdkResponse, T>
    implements PageTurner<Page<R, T>> {
  private final Q request;
  private final Function<? super Q, Mono<R>> call;
  private final Function<? super R, ? extends List<? extends T>> items;
  private final TokenSchema schema;
  private final TokenLoop<PageToken> loop = new TokenLoop<>();

  ListingTurner(
      Q request,
      Function<? super Q, Mono<R>> call,
      Function<? super R, ? extends List<? extends T>> items,
      TokenSchema schema) {
    this.request = request;
    this.call = call;
    this.items = items;
    this.schema = schema;
  }

  @Override
  public Mono<Page<R, T>> first() {
    Optional<PageToken> start = schema.startOf(request);
    start.ifPresent(loop::add);
    return page(0, start, request);
  }

  @Override
  public Optional<Mono<Page<R, T>>> after(Page<R, T> page) {
    return page.next().map(token -> pageAt(page.index() + 1, token));
  }

  private Mono<Page<R, T>> pageAt(long index, PageToken token) {
    if (!loop.add(token)) {
      throw new IllegalStateException(
          "%s gave page token %s a second time, after page %d: its pages go round in a circle"
              .formatted(schema.operation(), token, index - 1));
    }
    return page(index, Optional.of(token), schema.at(request, token));
  }

  private Mono<Page<R, T>> page(long index, Optional<PageToken> token, Q asked) {
    return call.apply(asked)
        .map(response -> pageOf(index, token, response))
        .doOnError(failure -> failure.addSuppressed(new PageTrace(schema, index, token)));
  }

  private Page<R, T> pageOf(long index, Optional<PageToken> token, R response) {
    Optional<PageToken> next = schema.next(response);
    boolean ended = schema.endsWhenRepeated() && next.isPresent() && next.equals(token);
    return new Page<>(index, itemsOf(response), token, ended ? Optional.empty() : next, response);
  }

  private List<T> itemsOf(R response) {
    try {
      return Collections.unmodifiableList(items.apply(response));
    } catch (LinkageError skew) { // fatal to Reactor, which would throw it into the SDK's future
      throw new IllegalStateException(
          schema.operation() + ": its items cannot be read with the classes at hand", skew);
    }
  }
}
