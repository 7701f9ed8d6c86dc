package io.github.reactoraws.examples.bench;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Reservation;

/**
 * An EC2 client without a wire: its pages are ready made, so that what streams them is what is
 * measured. It answers on a thread of its own, as the SDK does.
 */
final class PagedEc2 implements InvocationHandler, AutoCloseable {
  private final ExecutorService completions = Executors.newSingleThreadExecutor();
  private final AtomicLong calls = new AtomicLong();
  private final List<Reservation> pages;
  private final Duration latency;

  /** Pages of instances that have nothing but an id, all of them alike. */
  PagedEc2(int pages, int itemsPerPage, Duration latency) {
    this(
        Collections.nCopies(
            pages,
            page(
                IntStream.range(0, itemsPerPage)
                    .mapToObj(i -> Instance.builder().instanceId("i-" + i).build())
                    .toList())),
        latency);
  }

  private PagedEc2(List<Reservation> pages, Duration latency) {
    this.pages = pages;
    this.latency = latency;
  }

  /** These instances, in pages, without latency. */
  static PagedEc2 of(List<Instance> instances, int itemsPerPage) {
    return new PagedEc2(
        IntStream.iterate(0, from -> from < instances.size(), from -> from + itemsPerPage)
            .mapToObj(
                from ->
                    page(instances.subList(from, Math.min(from + itemsPerPage, instances.size()))))
            .toList(),
        Duration.ZERO);
  }

  private static Reservation page(List<Instance> instances) {
    return Reservation.builder().instances(instances).build();
  }

  Ec2AsyncClient client() {
    return (Ec2AsyncClient)
        Proxy.newProxyInstance(
            Ec2AsyncClient.class.getClassLoader(), new Class<?>[] {Ec2AsyncClient.class}, this);
  }

  /** Calls answered so far. */
  long calls() {
    return calls.get();
  }

  static List<Instance> instances(DescribeInstancesResponse response) {
    return response.reservations().get(0).instances();
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    return method.getName().equals("describeInstances")
            && arguments[0] instanceof DescribeInstancesRequest request
        ? describeInstances(request)
        : InvocationHandler.invokeDefault(proxy, method, arguments);
  }

  private CompletableFuture<DescribeInstancesResponse> describeInstances(
      DescribeInstancesRequest request) {
    calls.incrementAndGet();
    int next = request.nextToken() == null ? 1 : Integer.parseInt(request.nextToken()) + 1;
    DescribeInstancesResponse response =
        DescribeInstancesResponse.builder()
            .reservations(pages.get(next - 1))
            .nextToken(next < pages.size() ? Integer.toString(next) : null)
            .build();
    return CompletableFuture.supplyAsync(
        () -> response,
        CompletableFuture.delayedExecutor(latency.toNanos(), TimeUnit.NANOSECONDS, completions));
  }

  @Override
  public void close() {
    completions.shutdownNow();
  }
}
