package io.github.reactoraws;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;

class StagesTest {
  private static final DescribeVpcsRequest REQUEST = DescribeVpcsRequest.builder().build();

  @Test
  void pagesOfThePaginator_areStreamed() {
    StepVerifier.create(Stages.pages(paginating(null).describeVpcsPaginator(REQUEST)))
        .expectNextMatches(page -> "t1".equals(page.nextToken()))
        .expectNextMatches(page -> page.nextToken() == null)
        .verifyComplete();
  }

  @Test
  void paginatorFails_errorIsFreedOfItsWrapper() {
    IllegalStateException failure = new IllegalStateException("boom");

    StepVerifier.create(Stages.pages(paginating(failure).describeVpcsPaginator(REQUEST)))
        .verifyErrorSatisfies(e -> assertThat(e).isSameAs(failure));
  }

  private static Ec2AsyncClient paginating(@Nullable Throwable failure) {
    InvocationHandler handler =
        (proxy, method, args) -> {
          if (method.getName().endsWith("Paginator")) {
            return InvocationHandler.invokeDefault(proxy, method, args);
          }
          if (failure != null) {
            return CompletableFuture.failedFuture(new CompletionException(failure));
          }
          boolean first = ((DescribeVpcsRequest) args[0]).nextToken() == null;
          return CompletableFuture.completedFuture(
              DescribeVpcsResponse.builder().nextToken(first ? "t1" : null).build());
        };
    return (Ec2AsyncClient)
        Proxy.newProxyInstance(
            StagesTest.class.getClassLoader(), new Class<?>[] {Ec2AsyncClient.class}, handler);
  }
}
