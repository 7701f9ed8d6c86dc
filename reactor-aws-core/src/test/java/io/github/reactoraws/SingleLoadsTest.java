package io.github.reactoraws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.lambda.model.LambdaException;

class SingleLoadsTest {
  private static final Set<String> KEYS = new TreeSet<>(List.of("a", "b", "c"));

  private static Throwable failure(String code, int status) {
    return LambdaException.builder()
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
        .build();
  }

  /** A value for each key but one, whose call fails. */
  private static BatchLoader<String, String> failing(String bad, Throwable failure) {
    return BatchLoader.ofSingles(
        key -> key.equals(bad) ? Mono.error(failure) : Mono.just(key + "!"), 2);
  }

  @ParameterizedTest
  @CsvSource({"ResourceNotFoundException, 404", "ValidationException, 400"})
  void refusedKey_failsAlone(String code, int status) {
    Throwable refusal = failure(code, status);
    StepVerifier.create(failing("b", refusal).load(KEYS))
        .assertNext(
            result -> {
              assertThat(result.values()).isEqualTo(Map.of("a", "a!", "c", "c!"));
              assertThat(result.failures()).isEqualTo(Map.of("b", refusal));
            })
        .verifyComplete();
  }

  @ParameterizedTest
  @CsvSource({"AccessDeniedException, 403", "TooManyRequestsException, 429", "Internal, 500"})
  void callThatFailsOtherwise_failsTheBatch(String code, int status) {
    Throwable failure = failure(code, status);
    StepVerifier.create(failing("b", failure).load(KEYS))
        .verifyErrorSatisfies(thrown -> assertThat(thrown).isSameAs(failure));
  }

  @Test
  void emptyCall_leavesItsKeyWithoutAValue() {
    BatchLoader<String, String> loader =
        BatchLoader.ofSingles(key -> key.equals("b") ? Mono.empty() : Mono.just(key), 1);
    StepVerifier.create(loader.load(KEYS))
        .assertNext(result -> assertThat(result.values()).containsOnlyKeys("a", "c"))
        .verifyComplete();
  }

  @Test
  void cancel_cancelsTheCallsInFlight() {
    TestPublisher<String> call = TestPublisher.create();
    BatchLoader<String, String> loader = BatchLoader.ofSingles(key -> call.mono(), 2);
    StepVerifier.create(loader.load(KEYS))
        .then(() -> call.assertSubscribers(2))
        .thenCancel()
        .verify();
    call.assertNoSubscribers();
  }
}
