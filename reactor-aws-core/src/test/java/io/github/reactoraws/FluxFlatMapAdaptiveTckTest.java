package io.github.reactoraws;

import io.github.reactoraws.adaptive.Limiter;
import io.github.reactoraws.adaptive.LimiterSpec;
import io.github.reactoraws.limit.Limits;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.Factory;
import org.testng.annotations.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@Test
public class FluxFlatMapAdaptiveTckTest extends PublisherVerification<Long> {
  private final FluxFlatMapAdaptive.Mode mode;

  @Factory
  public static Object[] modes() {
    return new Object[] {
      new FluxFlatMapAdaptiveTckTest(FluxFlatMapAdaptive.Mode.EAGER),
      new FluxFlatMapAdaptiveTckTest(FluxFlatMapAdaptive.Mode.SEQUENTIAL_DELAYING_ERRORS)
    };
  }

  public FluxFlatMapAdaptiveTckTest() {
    this(FluxFlatMapAdaptive.Mode.EAGER);
  }

  private FluxFlatMapAdaptiveTckTest(FluxFlatMapAdaptive.Mode mode) {
    super(new TestEnvironment(500, 100));
    this.mode = mode;
  }

  @Override
  public Publisher<Long> createPublisher(long elements) {
    return called(Flux.range(0, (int) Math.min(elements, Integer.MAX_VALUE)).map(i -> (long) i));
  }

  @Override
  public Publisher<Long> createFailedPublisher() {
    return called(Flux.error(new IllegalStateException("boom")));
  }

  @Override
  public long maxElementsFromPublisher() {
    return Integer.MAX_VALUE;
  }

  /** Makes each call on another thread. */
  private Flux<Long> called(Flux<Long> source) {
    Limiter limiter = Limiter.of(LimiterSpec.builder().limit(() -> Limits.fixed(4)).build());
    return FluxFlatMapAdaptive.of(
        source, i -> Mono.fromSupplier(() -> i).subscribeOn(Schedulers.parallel()), limiter, mode);
  }
}
