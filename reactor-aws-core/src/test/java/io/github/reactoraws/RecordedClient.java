package io.github.reactoraws;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;

/**
 * An SDK async client that answers one operation from a script and keeps the requests. The script's
 * last response answers all that follow; a paginator that never ends fails at the sixth request.
 */
final class RecordedClient implements InvocationHandler {
  static final int MOST_REQUESTS = 6;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final SdkOperation operation;
  private final List<? extends SdkPojo> script;
  private final List<SdkRequest> requests = new ArrayList<>();

  RecordedClient(SdkOperation operation, List<? extends SdkPojo> script) {
    this.operation = operation;
    this.script = script;
  }

  /** What the SDK's own paginator sends. */
  List<SdkRequest> turnedBySdk(SdkRequest first) {
    Object client =
        Proxy.newProxyInstance(
            operation.client().getClassLoader(), new Class<?>[] {operation.client()}, this);
    Publisher<?> pages = paginatorOf(client, first);
    Flux.from(pages).then().onErrorComplete(TooManyRequests.class).block(PATIENCE);
    return requests;
  }

  private Publisher<?> paginatorOf(Object client, SdkRequest first) {
    try {
      return (Publisher<?>) operation.paginator().orElseThrow().invoke(client, first);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(operation.name() + " refuses to page", failure);
    }
  }

  /** What the loop over {@link TokenSchema} sends, as a listing runs it. */
  List<SdkRequest> turnedByUs(SdkRequest first) {
    TokenSchema schema = TokenSchema.of(first);
    SdkRequest request = first;
    while (true) {
      if (requests.size() == MOST_REQUESTS) {
        return requests;
      }
      SdkPojo response = answer(request);
      var token = schema.next(response);
      if (token.isEmpty() || (schema.endsWhenRepeated() && token.equals(schema.startOf(request)))) {
        return requests;
      }
      request = schema.at(first, token.get());
    }
  }

  private SdkPojo answer(SdkRequest request) {
    requests.add(request);
    return script.get(Math.min(requests.size(), script.size()) - 1);
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (!method.equals(operation.call())) {
      return InvocationHandler.invokeDefault(proxy, method, arguments);
    }
    return requests.size() == MOST_REQUESTS
        ? CompletableFuture.failedFuture(new TooManyRequests())
        : CompletableFuture.completedFuture(answer((SdkRequest) arguments[0]));
  }

  private static final class TooManyRequests extends RuntimeException {}
}
