package io.github.reactoraws.adaptive;

import io.github.reactoraws.limit.Limits;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@Test
public class GovernedTckTest extends PublisherVerification<Long> {
  private final Limiter limiter =
      Limiter.of(LimiterSpec.builder().limit(() -> Limits.fixed(50)).build());

  public GovernedTckTest() {
    super(new TestEnvironment(500, 100));
  }

  @Override
  public long maxElementsFromPublisher() {
    return 1;
  }

  @Override
  public Publisher<Long> createPublisher(long elements) {
    Mono<Long> call = elements == 0 ? Mono.empty() : Mono.fromSupplier(() -> elements);
    return limiter.govern(call.subscribeOn(Schedulers.parallel()));
  }

  @Override
  public @Nullable Publisher<Long> createFailedPublisher() {
    return null; // it fails when it is asked, not before
  }
}
