package io.github.reactoraws;

import java.time.Duration;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.Test;
import reactor.core.publisher.Flux;

@Test
public class FluxDedupWithinTckTest extends PublisherVerification<Integer> {
  private static final int MOST = Integer.MAX_VALUE / 2;

  public FluxDedupWithinTckTest() {
    super(new TestEnvironment(500, 100));
  }

  @Override
  public Publisher<Integer> createPublisher(long elements) {
    int each = (int) Math.min(elements, MOST);
    return Flux.range(0, 2 * each)
        .map(i -> i / 2)
        .transform(Stages.dedupWithin(Duration.ofMinutes(5)));
  }

  @Override
  public Publisher<Integer> createFailedPublisher() {
    return Flux.<Integer>error(new IllegalStateException("boom"))
        .transform(Stages.dedupWithin(Duration.ofMinutes(5)));
  }

  @Override
  public long maxElementsFromPublisher() {
    return MOST;
  }
}
