package io.github.reactoraws;

import java.util.Map;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@Test
public class BatcherTckTest extends PublisherVerification<Long> {
  private static final BatchSpec AT_ONCE = BatchSpec.builder().maxBatchSize(1).build();

  public BatcherTckTest() {
    super(new TestEnvironment(500, 100));
  }

  @Override
  public long maxElementsFromPublisher() {
    return 1;
  }

  @Override
  public Publisher<Long> createPublisher(long elements) {
    return loaded(
        Mono.fromSupplier(() -> elements == 0 ? Map.<String, Long>of() : Map.of("key", elements))
            .subscribeOn(Schedulers.parallel()));
  }

  @Override
  public Publisher<Long> createFailedPublisher() {
    return loaded(Mono.error(new IllegalStateException("boom")));
  }

  private static Mono<Long> loaded(Mono<Map<String, Long>> values) {
    return Batcher.of(BatchLoader.<String, Long>of(keys -> values), AT_ONCE).load("key");
  }
}
