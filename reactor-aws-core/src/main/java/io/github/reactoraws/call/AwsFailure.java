package io.github.reactoraws.call;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
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

  private static final int DEEPEST_CAUSE = 10; // causes can go round in a circle

  private static final Set<String> UNAUTHENTICATED_CODES =
      Set.of(
          "AuthFailure",
          "ExpiredToken",
          "ExpiredTokenException",
          "IncompleteSignature",
          "InvalidSignatureException",
          "TokenRefreshRequired",
          "InvalidAccessKeyId",
          "InvalidClientTokenId",
          "MissingAuthenticationToken",
          "MissingAuthenticationTokenException",
          "SignatureDoesNotMatch",
          "UnrecognizedClientException");

  private static final Set<String> TRANSIENT_CODES =
      Set.of(
          "PriorRequestNotComplete", "RequestTimeout", "RequestTimeoutException", "TransientError");

  private static final List<String> DENIED_PARTS =
      List.of("AccessDenied", "Unauthorized", "NotAuthorized", "Forbidden", "OptInRequired");

  private static final List<String> GONE_PARTS =
      List.of("NotFound", "NoSuch", "DoesNotExist", "NonExistent");

  /**
   * Classifies {@code failure}; one that is not known itself is what caused it, ten causes deep.
   *
   * @param failure any exception; it need not come from AWS
   * @return what kind it is; {@link #UNKNOWN} if nothing tells
   */
  public static AwsFailure of(Throwable failure) {
    return of(failure, DEEPEST_CAUSE);
  }

  private static AwsFailure of(Throwable failure, int depth) {
    if (failure instanceof SdkException sdk) {
      return ofSdk(sdk, depth);
    }
    if (failure instanceof CancellationException) {
      return CANCELLED;
    }
    if (failure instanceof IOException || failure instanceof TimeoutException) {
      return TRANSIENT;
    }
    Throwable cause = failure.getCause();
    return cause == null || depth == 0 ? UNKNOWN : of(cause, depth - 1);
  }

  private static AwsFailure ofSdk(SdkException failure, int depth) {
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
        : ofClient(failure, depth);
  }

  private static String codeOf(SdkServiceException failure) {
    AwsErrorDetails details =
        failure instanceof AwsServiceException aws ? aws.awsErrorDetails() : null;
    return details == null || details.errorCode() == null ? "" : details.errorCode();
  }

  private static AwsFailure ofAnswer(String code, int status) {
    if (TRANSIENT_CODES.contains(code)) {
      return TRANSIENT;
    }
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
  private static AwsFailure ofClient(SdkException failure, int depth) {
    String message = failure.getMessage();
    if (message != null && message.contains("Unable to load credentials")) {
      return UNAUTHENTICATED; // the provider chain has no exception class of its own
    }
    Throwable cause = failure.getCause();
    return cause == null || depth == 0 ? UNKNOWN : of(cause, depth - 1);
  }
}
