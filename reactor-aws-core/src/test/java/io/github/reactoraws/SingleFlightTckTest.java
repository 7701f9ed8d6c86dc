package io.github.reactoraws;

import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@Test
public class SingleFlightTckTest extends PublisherVerification<Long> {
  public SingleFlightTckTest() {
    super(new TestEnvironment(500, 100));
  }

  @Override
  public long maxElementsFromPublisher() {
    return 1;
  }

  @Override
  public Publisher<Long> createPublisher(long elements) {
    return SingleFlight.<String, Long>of(
            key -> elements == 0 ? Mono.empty() : onAnotherThread(elements))
        .load("key");
  }

  @Override
  public Publisher<Long> createFailedPublisher() {
    return SingleFlight.<String, Long>of(key -> Mono.error(new IllegalStateException("boom")))
        .load("key");
  }

  private static Mono<Long> onAnotherThread(long value) {
    return Mono.just(value).publishOn(Schedulers.parallel());
  }
}
