package io.github.reactoraws.examples;

import io.github.reactoraws.call.AwsFailure;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * A listing that could not be finished.
 *
 * @param where account, region and service, such as {@code 111122223333/eu-west-1/ec2:volume}
 * @param kind what kind of failure it is
 * @param code the error code of AWS; without one the HTTP status, or the exception's name
 * @param message what AWS or the SDK says
 */
record Failure(String where, AwsFailure kind, String code, String message) implements Finding {

  static Failure of(String account, String region, String what, Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    String where = account + "/" + region + "/" + what;
    AwsFailure kind = AwsFailure.of(cause);
    if (cause instanceof AwsServiceException answer) {
      AwsErrorDetails details = answer.awsErrorDetails();
      String code = details == null ? null : details.errorCode();
      String message = details == null ? null : details.errorMessage();
      return new Failure(
          where,
          kind,
          Objects.requireNonNullElse(code, "HTTP " + answer.statusCode()),
          Objects.requireNonNullElse(message, "no message"));
    }
    return new Failure(
        where, kind, cause.getClass().getSimpleName(), String.valueOf(cause.getMessage()));
  }

  /** One line for people. */
  @Override
  public String toString() {
    return OneLine.of(where + " failed: " + kind + " " + code + ": " + message);
  }
}
