package io.github.reactoraws.call;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.retry.RetryUtils;

/**
 * What kind of failure an exception tells of, and so what helps against it.
 *
 * <p>The SDK is asked first: what it throttles and retries on is what it says. Then the error code
 * decides, then the HTTP status.
 */
public enum AwsFailure {
  /** Too many calls: fewer of them will succeed. */
  THROTTLED,
  /** A fault of the server or of the way there: the same call may succeed later. */
  TRANSIENT,
  /** The credentials are missing, unknown or expired: others are needed. */
  UNAUTHENTICATED,
  /** The caller is known and may not do this. */
  DENIED,
  /** The request names something that does not exist, or does not any more. */
  GONE,
  /** The request is wrong: no repetition will make it right. */
  INVALID,
  /** The call was given up on this side. */
  CANCELLED,
  /** Not known as a failure of a call to AWS. */
  UNKNOWN;

  private static final Set<String> UNAUTHENTICATED_CODES =
      Set.of(
          "AuthFailure",
          "ExpiredToken",
          "ExpiredTokenException",
          "IncompleteSignature",
          "InvalidAccessKeyId",
          "InvalidClientTokenId",
          "MissingAuthenticationToken",
          "MissingAuthenticationTokenException",
          "RequestExpired",
          "SignatureDoesNotMatch",
          "UnrecognizedClientException");

  private static final List<String> DENIED_PARTS =
      List.of("AccessDenied", "Unauthorized", "NotAuthorized", "Forbidden", "OptInRequired");

  private static final List<String> GONE_PARTS =
      List.of("NotFound", "NoSuch", "DoesNotExist", "NonExistent");

  /**
   * Classifies {@code failure}; exceptions that only wrap another are looked through.
   *
   * @param failure any exception; it need not come from AWS
   * @return what kind it is; {@link #UNKNOWN} if nothing tells
   */
  public static AwsFailure of(Throwable failure) {
    if (failure instanceof SdkException sdk) {
      return ofSdk(sdk);
    }
    if (failure instanceof CancellationException) {
      return CANCELLED;
    }
    if (failure instanceof IOException || failure instanceof TimeoutException) {
      return TRANSIENT;
    }
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? of(cause) : UNKNOWN;
  }

  private static AwsFailure ofSdk(SdkException failure) {
    if (failure instanceof AbortedException) {
      return CANCELLED;
    }
    if (RetryUtils.isThrottlingException(failure)) {
      return THROTTLED;
    }
    if (failure.retryable()
        || RetryUtils.isRetryableException(failure)
        || RetryUtils.isClockSkewException(failure)
        || failure instanceof ApiCallTimeoutException
        || failure instanceof ApiCallAttemptTimeoutException) {
      return TRANSIENT;
    }
    return failure instanceof SdkServiceException answered
        ? ofAnswer(codeOf(answered), answered.statusCode())
        : ofClient(failure);
  }

  private static String codeOf(SdkServiceException failure) {
    AwsErrorDetails details =
        failure instanceof AwsServiceException aws ? aws.awsErrorDetails() : null;
    return details == null || details.errorCode() == null ? "" : details.errorCode();
  }

  private static AwsFailure ofAnswer(String code, int status) {
    if (UNAUTHENTICATED_CODES.contains(code)) {
      return UNAUTHENTICATED;
    }
    if (DENIED_PARTS.stream().anyMatch(code::contains)) {
      return DENIED;
    }
    if (GONE_PARTS.stream().anyMatch(code::contains)) {
      return GONE;
    }
    if (status >= 500) {
      return TRANSIENT;
    }
    return switch (status) {
      case 401 -> UNAUTHENTICATED;
      case 403 -> DENIED;
      case 404, 410 -> GONE;
      default -> status >= 400 ? INVALID : UNKNOWN;
    };
  }

  /** The SDK failed on this side of the wire: what it was doing then stands in its cause. */
  private static AwsFailure ofClient(SdkException failure) {
    String message = failure.getMessage();
    if (message != null && message.contains("Unable to load credentials")) {
      return UNAUTHENTICATED; // the provider chain has no exception class of its own
    }
    Throwable cause = failure.getCause();
    return cause == null || cause == failure ? UNKNOWN : of(cause);
  }
}
