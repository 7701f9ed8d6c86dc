package io.github.reactoraws;

import java.util.function.Function;
import java.util.stream.Collectors;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@Test
public class FluxEnrichBatchedTckTest extends PublisherVerification<Long> {
  private static final BatchSpec SPEC =
      BatchSpec.builder().maxBatchSize(3).maxHeld(10).parallelism(2).build();

  public FluxEnrichBatchedTckTest() {
    super(new TestEnvironment(500, 100));
  }

  @Override
  public Publisher<Long> createPublisher(long elements) {
    return enriched(Flux.range(0, (int) Math.min(elements, Integer.MAX_VALUE)).map(i -> (long) i));
  }

  @Override
  public Publisher<Long> createFailedPublisher() {
    return enriched(Flux.error(new IllegalStateException("boom")));
  }

  @Override
  public long maxElementsFromPublisher() {
    return Integer.MAX_VALUE;
  }

  /** Loads each batch on another thread. */
  private static Flux<Long> enriched(Flux<Long> source) {
    BatchLoader<Long, Long> loader =
        BatchLoader.of(
            keys ->
                Mono.fromCallable(
                        () -> keys.stream().collect(Collectors.toMap(Function.identity(), k -> k)))
                    .subscribeOn(Schedulers.parallel()));
    return FluxEnrichBatched.of(source, i -> i, loader, (i, value) -> value, SPEC);
  }
}
