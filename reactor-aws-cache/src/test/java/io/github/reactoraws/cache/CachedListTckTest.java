package io.github.reactoraws.cache;

import io.github.reactoraws.cache.key.CacheKey;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.Test;
import reactor.core.publisher.Flux;

/** A list that is loaded, and recorded as it flows. */
@Test
public class CachedListTckTest extends PublisherVerification<Integer> {
  private static final CachePolicy POLICY = CachePolicy.fresh(Duration.ofMinutes(5));

  private final TieredCache cache = TieredCache.builder().build();
  private final AtomicInteger lists = new AtomicInteger();

  public CachedListTckTest() {
    super(new TestEnvironment(500, 100));
  }

  @Override
  public Publisher<Integer> createPublisher(long elements) {
    return cached(Flux.range(0, (int) Math.min(elements, Integer.MAX_VALUE)));
  }

  @Override
  public Publisher<Integer> createFailedPublisher() {
    return cached(Flux.error(new IllegalStateException("boom")));
  }

  private Flux<Integer> cached(Flux<Integer> upstream) {
    CacheKey key = CacheKey.of("tck", String.valueOf(lists.incrementAndGet()));
    return upstream.transform(cache.cachedList(key, Integer.class, POLICY));
  }

  @Override
  public long maxElementsFromPublisher() {
    return Integer.MAX_VALUE;
  }
}
