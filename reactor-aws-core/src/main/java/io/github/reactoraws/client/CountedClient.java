package io.github.reactoraws.client;

import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/** Tells of every request whether it waits for a connection or has one. */
final class CountedClient implements SdkAsyncHttpClient {
  private final SdkAsyncHttpClient http;
  private final PoolFigures figures;

  CountedClient(SdkAsyncHttpClient http, PoolFigures figures) {
    this.http = http;
    this.figures = figures;
  }

  /** The future is the one that cancels the request, so not a later stage of it. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the lease's end cannot fail
  public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
    RequestLease lease = new RequestLease(request.metricCollector(), figures);
    try {
      CompletableFuture<Void> answer = http.execute(collectedBy(lease, request));
      answer.whenComplete((nothing, failure) -> lease.end());
      return answer;
    } catch (Throwable failure) {
      lease.end();
      throw failure;
    }
  }

  @Override
  public String clientName() {
    return http.clientName();
  }

  @Override
  public void close() {
    http.close();
  }

  private static AsyncExecuteRequest collectedBy(RequestLease lease, AsyncExecuteRequest request) {
    return AsyncExecuteRequest.builder()
        .request(request.request())
        .requestContentPublisher(request.requestContentPublisher())
        .responseHandler(request.responseHandler())
        .fullDuplex(request.fullDuplex())
        .httpExecutionAttributes(request.httpExecutionAttributes())
        .metricCollector(lease)
        .build();
  }
}
