package io.github.reactoraws.call;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** One call of an SDK async client as a lazy {@link Mono}. */
public final class AwsCall {
  private AwsCall() {}

  /**
   * Calls AWS at each subscription, not before.
   *
   * <pre>{@code
   * Mono<GetCallerIdentityResponse> me = AwsCall.of(() -> sts.getCallerIdentity());
   * }</pre>
   *
   * <p><b>Cancel:</b> cancels the SDK's future, which aborts the request and its retries.
   * <b>Errors:</b> the SDK's exception itself, freed of any {@link CompletionException} around it;
   * {@link AwsFailure#of} tells what kind it is. What {@code call} throws is signalled likewise.
   * <b>Threads:</b> the response arrives on the SDK client's completion executor. <b>Empty:</b> a
   * future completed with {@code null}.
   *
   * @param call begins one call and returns the future of its response, a new one each time
   * @param <R> the response
   * @return the response of one call for each subscription
   */
  public static <R> Mono<R> of(Supplier<CompletableFuture<R>> call) {
    return Mono.fromFuture(call).onErrorMap(CompletionException.class, AwsCall::unwrapped);
  }

  private static Throwable unwrapped(CompletionException wrapper) {
    Throwable failure = wrapper;
    while (failure instanceof CompletionException && failure.getCause() != null) {
      failure = failure.getCause();
    }
    return failure;
  }
}
