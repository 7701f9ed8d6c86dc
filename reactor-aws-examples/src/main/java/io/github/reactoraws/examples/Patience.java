package io.github.reactoraws.examples;

import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;

/** How an inventory sits out throttles and faults: longer than the SDK does unless told. */
final class Patience {
  private static final int ATTEMPTS = 16;
  private static final BackoffStrategy AFTER_FAULT =
      BackoffStrategy.exponentialDelay(Duration.ofMillis(50), Duration.ofSeconds(1));
  private static final BackoffStrategy AFTER_THROTTLE =
      BackoffStrategy.exponentialDelay(Duration.ofMillis(250), Duration.ofSeconds(8));

  private Patience() {}

  /**
   * The SDK's standard strategy with more attempts. Without its circuit breaker: that one counts
   * throttles too, and would give up the calls of every region because one is throttled.
   */
  static RetryStrategy retryStrategy() {
    return AwsRetryStrategy.standardRetryStrategy().toBuilder()
        .maxAttempts(ATTEMPTS)
        .backoffStrategy(AFTER_FAULT)
        .throttlingBackoffStrategy(AFTER_THROTTLE)
        .circuitBreakerEnabled(false)
        .build();
  }
}
