package io.github.reactoraws.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.Exceptions;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

class AwsFailureTest {
  @ParameterizedTest
  @CsvSource({
    "503, RequestLimitExceeded, THROTTLED",
    "400, ThrottlingException, THROTTLED",
    "400, Throttling, THROTTLED",
    "429, TooManyRequestsException, THROTTLED",
    "503, SlowDown, THROTTLED",
    "429, SomethingNew, THROTTLED",
    "500, InternalError, TRANSIENT",
    "502, , TRANSIENT",
    "503, ServiceUnavailable, TRANSIENT",
    "501, NotImplemented, TRANSIENT",
    "403, RequestTimeTooSkewed, TRANSIENT",
    "400, RequestTimeout, TRANSIENT",
    "403, InvalidSignatureException, UNAUTHENTICATED",
    "400, TokenRefreshRequired, UNAUTHENTICATED",
    "401, AuthFailure, UNAUTHENTICATED",
    "403, InvalidClientTokenId, UNAUTHENTICATED",
    "400, ExpiredTokenException, UNAUTHENTICATED",
    "400, UnrecognizedClientException, UNAUTHENTICATED",
    "403, UnauthorizedOperation, DENIED",
    "403, AccessDenied, DENIED",
    "400, AccessDeniedException, DENIED",
    "401, OptInRequired, DENIED",
    "403, SomethingNew, DENIED",
    "400, InvalidInstanceID.NotFound, GONE",
    "404, NoSuchBucket, GONE",
    "400, ExecutionDoesNotExist, GONE",
    "400, AWS.SimpleQueueService.NonExistentQueue, GONE",
    "404, , GONE",
    "400, InvalidParameterValue, INVALID",
    "400, UnknownOperationException, INVALID",
    "409, ConflictException, INVALID",
  })
  void answerOfAws_isClassified(int status, String code, AwsFailure kind) {
    Ec2Exception failure =
        (Ec2Exception)
            Ec2Exception.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();

    assertThat(AwsFailure.of(failure)).isEqualTo(kind);
    assertThat(AwsFailure.of(new CompletionException(failure))).as("wrapped").isEqualTo(kind);
  }

  @Test
  void modelledExceptionWithoutDetails_isClassifiedByStatus() {
    assertThat(AwsFailure.of(ResourceNotFoundException.builder().statusCode(404).build()))
        .isEqualTo(AwsFailure.GONE);
  }

  @Test
  void timeouts_areTransient() {
    assertThat(AwsFailure.of(ApiCallTimeoutException.create(1))).isEqualTo(AwsFailure.TRANSIENT);
    assertThat(AwsFailure.of(ApiCallAttemptTimeoutException.create(1)))
        .isEqualTo(AwsFailure.TRANSIENT);
  }

  @Test
  void clientFailure_isWhatCausedIt() {
    assertThat(AwsFailure.of(SdkClientException.create("x", new IOException("reset"))))
        .isEqualTo(AwsFailure.TRANSIENT);
    assertThat(AwsFailure.of(SdkClientException.create("x", new CancellationException())))
        .isEqualTo(AwsFailure.CANCELLED);
    assertThat(AwsFailure.of(SdkClientException.create("x"))).isEqualTo(AwsFailure.UNKNOWN);
  }

  @Test
  void abort_isCancelled() {
    assertThat(AwsFailure.of(AbortedException.create("x"))).isEqualTo(AwsFailure.CANCELLED);
  }

  @Test
  void noCredentialsAnywhere_isUnauthenticated() {
    AwsCredentialsProviderChain none =
        AwsCredentialsProviderChain.of(SystemPropertyCredentialsProvider.create());

    assertThat(org.assertj.core.api.Assertions.catchThrowable(none::resolveCredentials))
        .satisfies(e -> assertThat(AwsFailure.of(e)).isEqualTo(AwsFailure.UNAUTHENTICATED));
  }

  @Test
  void failureInsideAnother_isFound() {
    Throwable throttled = Ec2Exception.builder().statusCode(429).build();

    assertThat(AwsFailure.of(new ExecutionException(throttled))).isEqualTo(AwsFailure.THROTTLED);
    assertThat(AwsFailure.of(Exceptions.retryExhausted("3 times", throttled)))
        .isEqualTo(AwsFailure.THROTTLED);
    assertThat(AwsFailure.of(Exceptions.propagate(new IOException("reset"))))
        .isEqualTo(AwsFailure.TRANSIENT);
  }

  @Test
  void causesInACircle_areUnknown() {
    IllegalStateException outer = new IllegalStateException();
    outer.initCause(new IllegalStateException(outer));

    assertThat(AwsFailure.of(outer)).isEqualTo(AwsFailure.UNKNOWN);
  }

  @Test
  void anythingElse_isUnknown() {
    assertThat(AwsFailure.of(new IllegalStateException())).isEqualTo(AwsFailure.UNKNOWN);
    assertThat(AwsFailure.of(new CompletionException("hollow", null)))
        .isEqualTo(AwsFailure.UNKNOWN);
  }
}
