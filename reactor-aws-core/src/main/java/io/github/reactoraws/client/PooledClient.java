package io.github.reactoraws.client;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;

/**
 * The HTTP client as service clients see it: they cannot close it, and the pool can retire it.
 *
 * <p>The SDK's client, when it is closed, forgets some of its requests in flight, whose calls then
 * never end; so they are known here, and are failed then. Memory: one entry for each.
 */
final class PooledClient implements SdkAsyncHttpClient {
  private final SdkAsyncHttpClient http;
  private final Set<InFlight> inFlight = ConcurrentHashMap.newKeySet();
  private volatile boolean retired;

  PooledClient(SdkAsyncHttpClient http) {
    this.http = http;
  }

  /** The future is the one that cancels the request, so not a later stage of it. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // forgetting cannot fail
  public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
    CompletableFuture<Void> answer = retired ? new CompletableFuture<>() : http.execute(request);
    InFlight sent = new InFlight(request.responseHandler(), answer);
    inFlight.add(sent);
    answer.whenComplete((nothing, failure) -> inFlight.remove(sent));
    if (retired) {
      sent.fail();
    }
    return answer;
  }

  @Override
  public String clientName() {
    return http.clientName();
  }

  /** Does nothing: the pool's owner closes it. */
  @Override
  public void close() {}

  /** Refuses all further requests. */
  void retire() {
    retired = true;
  }

  /** Ends all requests that have not ended. */
  void failInFlight() {
    inFlight.forEach(InFlight::fail);
  }

  /** A request, told apart by its identity. */
  private static final class InFlight {
    private final SdkAsyncHttpResponseHandler handler;
    private final CompletableFuture<Void> answer;

    InFlight(SdkAsyncHttpResponseHandler handler, CompletableFuture<Void> answer) {
      this.handler = handler;
      this.answer = answer;
    }

    /** The future closes the connection; the call listens to the handler. */
    void fail() {
      IllegalStateException closed = new IllegalStateException("the connection pool is closed");
      if (answer.completeExceptionally(closed)) {
        handler.onError(closed);
      }
    }
  }
}
