package io.github.reactoraws.adaptive;

import io.github.reactoraws.call.AwsFailure;
import io.github.reactoraws.limit.Outcome;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** What a failure tells of the server's load. */
final class Outcomes {
  private Outcomes() {}

  static Outcome of(Throwable failure) {
    return switch (AwsFailure.of(failure)) {
      case THROTTLED -> Outcome.THROTTLED;
      case TRANSIENT -> Outcome.FAILED;
      default -> isAnswer(failure) ? Outcome.SUCCEEDED : Outcome.IGNORED;
    };
  }

  /**
   * Whether AWS has answered, if only that the request is wrong: the work is done, the turn used.
   */
  private static boolean isAnswer(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : failure;
    return cause instanceof SdkServiceException;
  }
}
