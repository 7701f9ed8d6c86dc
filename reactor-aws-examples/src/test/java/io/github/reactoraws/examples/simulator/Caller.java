package io.github.reactoraws.examples.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;

/** Calls the operations of an estate as functions, without any wire between. */
record Caller(Estate estate, String account, String region) {

  Caller in(String otherAccount, String otherRegion) {
    return new Caller(estate, otherAccount, otherRegion);
  }

  /** Answers {@code request}, whose class says which operation it is of. */
  <R extends AwsResponse> R call(AwsRequest request, Class<R> response) {
    String name = request.getClass().getSimpleName().replaceAll("Request$", "");
    Operation<?, ?> operation =
        Catalogue.operations(estate).stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow();
    return response.cast(answer(operation, request));
  }

  /** Turns all pages: {@code next} makes the next request of a token, {@code token} finds it. */
  <R extends AwsResponse> List<R> pages(
      AwsRequest first,
      Class<R> response,
      Function<R, String> token,
      Function<String, AwsRequest> next) {
    List<R> pages = new ArrayList<>();
    Optional<AwsRequest> request = Optional.of(first);
    while (request.isPresent()) {
      R page = call(request.get(), response);
      pages.add(page);
      request = Optional.ofNullable(token.apply(page)).map(next);
    }
    return pages;
  }

  @SuppressWarnings("unchecked") // the request was chosen by the operation's name
  private <Q extends AwsRequest, R extends AwsResponse> R answer(
      Operation<Q, R> operation, AwsRequest request) {
    BiFunction<Q, Scope, R> answer = operation.answer();
    return answer.apply(
        (Q) request, new Scope(account, region, operation.service(), operation.name()));
  }
}
