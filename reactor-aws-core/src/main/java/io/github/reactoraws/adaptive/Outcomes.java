package io.github.reactoraws.adaptive;

import io.github.reactoraws.call.AwsFailure;
import io.github.reactoraws.limit.Outcome;

/** What a failure tells of the server's load. */
final class Outcomes {
  private Outcomes() {}

  static Outcome of(Throwable failure) {
    return switch (AwsFailure.of(failure)) {
      case THROTTLED -> Outcome.THROTTLED;
      case TRANSIENT -> Outcome.FAILED;
      default -> Outcome.IGNORED;
    };
  }
}
