package io.github.reactoraws.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class AwsCallTest {
  private final List<CompletableFuture<String>> calls = new ArrayList<>();
  private final Mono<String> call =
      AwsCall.of(
          () -> {
            calls.add(new CompletableFuture<>());
            return calls.get(calls.size() - 1);
          });

  @Test
  void beforeSubscribe_nothingIsCalled() {
    assertThat(calls).isEmpty();
  }

  @Test
  void eachSubscription_callsAnew() {
    for (String answer : List.of("first", "second")) {
      StepVerifier.create(call)
          .then(() -> calls.get(calls.size() - 1).complete(answer))
          .expectNext(answer)
          .verifyComplete();
    }
    assertThat(calls).hasSize(2);
  }

  @Test
  void cancel_cancelsTheFuture() {
    StepVerifier.create(call).thenAwait().thenCancel().verify();

    assertThat(calls).singleElement().satisfies(f -> assertThat(f).isCancelled());
  }

  @Test
  void wrappedFailure_isFreedOfEveryWrapper() {
    IllegalStateException failure = new IllegalStateException("boom");

    StepVerifier.create(call)
        .then(
            () ->
                calls
                    .get(0)
                    .completeExceptionally(
                        new CompletionException(new CompletionException(failure))))
        .verifyErrorSatisfies(e -> assertThat(e).isSameAs(failure));
  }

  @Test
  void callThrows_isSignalled() {
    StepVerifier.create(
            AwsCall.of(
                () -> {
                  throw new IllegalArgumentException("no bucket");
                }))
        .verifyErrorMessage("no bucket");
  }
}
