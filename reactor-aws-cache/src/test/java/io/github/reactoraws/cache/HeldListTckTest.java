package io.github.reactoraws.cache;

import io.github.reactoraws.cache.key.CacheKey;
import java.time.Duration;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.Test;
import reactor.core.publisher.Flux;

/** A list that is replayed out of memory. */
@Test
public class HeldListTckTest extends PublisherVerification<Integer> {
  private static final int MOST = 10_000;
  private static final CachePolicy POLICY = CachePolicy.fresh(Duration.ofMinutes(5));

  private final TieredCache cache = TieredCache.builder().build();

  public HeldListTckTest() {
    super(new TestEnvironment(500, 100));
  }

  @Override
  public Publisher<Integer> createPublisher(long elements) {
    CacheKey key = CacheKey.of("tck", String.valueOf(elements));
    Flux<Integer> cached =
        Flux.range(0, (int) elements).transform(cache.cachedList(key, Integer.class, POLICY));
    cached.blockLast();
    return cached;
  }

  @Override
  public Publisher<Integer> createFailedPublisher() {
    return Flux.<Integer>error(new IllegalStateException("boom"))
        .transform(cache.cachedList(CacheKey.of("tck", "failed"), Integer.class, POLICY));
  }

  @Override
  public long maxElementsFromPublisher() {
    return MOST;
  }
}
