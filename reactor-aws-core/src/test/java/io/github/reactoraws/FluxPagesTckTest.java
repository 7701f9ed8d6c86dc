package io.github.reactoraws;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@Test
public class FluxPagesTckTest extends PublisherVerification<Long> {
  private static final int PAGE = 3;

  public FluxPagesTckTest() {
    super(new TestEnvironment(500, 100));
  }

  @Override
  public Publisher<Long> createPublisher(long elements) {
    return FluxPages.of(() -> new Counting(elements), Function.identity(), new ReadAhead(1));
  }

  @Override
  public Publisher<Long> createFailedPublisher() {
    Supplier<Counting> refusing =
        () -> {
          throw new IllegalStateException("boom");
        };
    return FluxPages.of(refusing, Function.identity(), new ReadAhead(1));
  }

  /** Counts to {@code elements}, three to a page, each page from another thread. */
  private record Counting(long elements) implements PageTurner<List<Long>> {
    @Override
    public Mono<List<Long>> first() {
      return page(0);
    }

    @Override
    public Optional<Mono<List<Long>>> after(List<Long> page) {
      long from = page.isEmpty() ? elements : page.get(page.size() - 1) + 1;
      return from < elements ? Optional.of(page(from)) : Optional.empty();
    }

    private Mono<List<Long>> page(long from) {
      return Mono.fromCallable(
              () -> LongStream.range(from, Math.min(from + PAGE, elements)).boxed().toList())
          .subscribeOn(Schedulers.parallel());
    }
  }
}
