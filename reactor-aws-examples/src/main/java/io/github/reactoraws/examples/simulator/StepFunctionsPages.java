package io.github.reactoraws.examples.simulator;

import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.model.SfnRequest;

/** What all Step Functions operations have in common: the place and the pages. */
final class StepFunctionsPages {
  private static final int DEFAULT_RESULTS = 100;
  private static final int MOST_RESULTS = 1_000;

  private final Estate estate;
  private final Paging paging;

  StepFunctionsPages(Estate estate, PageTokens tokens) {
    this.estate = estate;
    this.paging =
        new Paging(
            tokens,
            "nextToken",
            "maxResults",
            () -> new Refusal(400, "InvalidToken", "Invalid Token: 'Invalid token'"));
  }

  <T> Page<T> page(
      SfnRequest request,
      Scope scope,
      @Nullable Integer maxResults,
      long count,
      LongFunction<T> item,
      Predicate<T> wanted) {
    int size = Constraints.MODERN.range("maxResults", maxResults, 0, MOST_RESULTS, DEFAULT_RESULTS);
    int asked = size == 0 ? DEFAULT_RESULTS : size; // 0 asks for the default
    return paging.page(request, scope, asked, count, item, wanted);
  }

  <T> Page<T> page(
      SfnRequest request,
      Scope scope,
      @Nullable Integer maxResults,
      long count,
      LongFunction<T> item) {
    return page(request, scope, maxResults, count, item, anything -> true);
  }

  StateMachines machines(Scope scope) {
    return estate
        .place(scope.account(), scope.region())
        .map(StateMachines::new)
        .orElseThrow(
            () ->
                new Refusal(
                    400,
                    "UnrecognizedClientException",
                    "The security token included in the request is invalid."));
  }
}
