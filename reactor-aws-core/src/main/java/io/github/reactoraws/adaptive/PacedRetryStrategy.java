package io.github.reactoraws.adaptive;

import io.github.reactoraws.limit.Outcome;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.AcquireInitialTokenResponse;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RecordSuccessResponse;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;

/**
 * A retry strategy whose attempts wait for their turns, and tell how they ended. What is repeated,
 * how often, and how long it backs off is the delegate's to say.
 */
final class PacedRetryStrategy implements RetryStrategy {
  private static final long NANOS_OF_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final RetryStrategy delegate;

  PacedRetryStrategy(RetryStrategy delegate) {
    this.delegate = delegate;
  }

  @Override
  public AcquireInitialTokenResponse acquireInitialToken(AcquireInitialTokenRequest request) {
    PluggedCall call = CallsBegun.take();
    AcquireInitialTokenResponse response = delegate.acquireInitialToken(request);
    long wait = call == null ? 0 : call.firstTurn();
    return AcquireInitialTokenResponse.create(
        new Token(response.token(), call), longer(response.delay(), wait));
  }

  @Override
  public RefreshRetryTokenResponse refreshRetryToken(RefreshRetryTokenRequest request) {
    Token token = (Token) request.token();
    token.attemptEnds(Outcomes.of(request.failure()));
    RefreshRetryTokenResponse response =
        delegate.refreshRetryToken(request.copy(copy -> copy.token(token.ofDelegate())));
    PluggedCall call = token.call();
    long wait = call == null ? 0 : call.nextTurn(response.delay().toNanos());
    return RefreshRetryTokenResponse.create(
        new Token(response.token(), call), longer(response.delay(), wait));
  }

  @Override
  public RecordSuccessResponse recordSuccess(RecordSuccessRequest request) {
    Token token = (Token) request.token();
    token.attemptEnds(Outcome.SUCCEEDED);
    RecordSuccessResponse response =
        delegate.recordSuccess(RecordSuccessRequest.create(token.ofDelegate()));
    return RecordSuccessResponse.create(new Token(response.token(), token.call()));
  }

  @Override
  public int maxAttempts() {
    return delegate.maxAttempts();
  }

  @Override
  public boolean useClientDefaults() {
    return false; // the delegate has them already
  }

  /** Builds on the delegate: what comes of it is not paced. */
  @Override
  public Builder<?, ?> toBuilder() {
    return delegate.toBuilder();
  }

  /** The SDK cuts a delay down to milliseconds, which would be too early. */
  private static Duration longer(Duration delay, long nanos) {
    Duration wait = Duration.ofMillis((nanos + NANOS_OF_MILLI - 1) / NANOS_OF_MILLI);
    return delay.compareTo(wait) >= 0 ? delay : wait;
  }

  private record Token(RetryToken ofDelegate, @Nullable PluggedCall call) implements RetryToken {
    void attemptEnds(Outcome outcome) {
      if (call != null) {
        call.attemptEnds(outcome);
      }
    }
  }
}
