package io.github.reactoraws.examples.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequest;

/** How one service turns pages: where it carries token and size, and how it refuses a bad token. */
final class Paging {
  /** At most so many resources are looked at for one page: a filter may leave it short or empty. */
  static final int MOST_SCANNED = 10_000;

  private final PageTokens tokens;
  private final String tokenMember;
  private final Set<String> free;
  private final Supplier<Refusal> badToken;

  /**
   * @param tokenMember the request's member that carries the token
   * @param sizeMember the request's member that carries the page size
   */
  Paging(PageTokens tokens, String tokenMember, String sizeMember, Supplier<Refusal> badToken) {
    this.tokens = tokens;
    this.tokenMember = tokenMember;
    this.free = Set.of(tokenMember, sizeMember);
    this.badToken = badToken;
  }

  /** The page of {@code request} over {@code count} items. */
  <T> Page<T> page(AwsRequest request, Scope scope, int size, long count, LongFunction<T> item) {
    return page(request, scope, size, count, item, anything -> true);
  }

  /** The page of {@code request} over those of {@code count} items that are {@code wanted}. */
  <T> Page<T> page(
      AwsRequest request,
      Scope scope,
      int size,
      long count,
      LongFunction<T> item,
      Predicate<T> wanted) {
    List<T> items = new ArrayList<>((int) Math.min(size, count));
    long index = offset(request, scope).orElse(0L);
    long end = Math.min(count, index + MOST_SCANNED);
    while (index < end && items.size() < size) {
      T candidate = item.apply(index++);
      if (wanted.test(candidate)) {
        items.add(candidate);
      }
    }
    return new Page<>(items, index < count ? token(request, scope, index) : null);
  }

  /** Where the token of {@code request} says to go on, if it has one. */
  Optional<Long> offset(AwsRequest request, Scope scope) {
    return request
        .getValueForField(tokenMember, String.class)
        .map(token -> tokens.read(scope, request, free, token).orElseThrow(badToken));
  }

  /** The token with which {@code request} goes on at {@code offset}. */
  String token(AwsRequest request, Scope scope, long offset) {
    return tokens.issue(scope, request, free, offset);
  }
}
