package io.github.reactoraws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reactoraws.adaptive.Limiter;
import io.github.reactoraws.adaptive.LimiterSpec;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Every stage on threads that must not block, while others are at it: none of them waits. */
class NonBlockingTest {
  private static final int ELEMENTS = 20_000;
  private static final int KEYS = 500;
  private static final int PIPELINES = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final BatchLoader<Integer, Integer> loader =
      BatchLoader.of(keys -> elsewhere(NonBlockingTest::values, keys));

  private static Map<Integer, Integer> values(Set<Integer> keys) {
    return keys.stream().collect(Collectors.toMap(Function.identity(), Function.identity()));
  }

  private static <A, B> Mono<B> elsewhere(Function<A, B> work, A input) {
    return Mono.fromSupplier(() -> work.apply(input)).subscribeOn(Schedulers.parallel());
  }

  /** Runs some of {@code pipeline} at once on parallel threads, and counts what they bring. */
  private static @Nullable Long countOfAll(Flux<?> pipeline) {
    return Flux.range(0, PIPELINES)
        .flatMap(i -> pipeline.subscribeOn(Schedulers.parallel()))
        .count()
        .block(PATIENCE);
  }

  private static Flux<Integer> elements() {
    return Flux.range(0, ELEMENTS).publishOn(Schedulers.parallel());
  }

  @Test
  void blockingOnAParallelThread_fails() {
    Mono<Boolean> sleeping =
        Mono.fromCallable(
                () -> {
                  Thread.sleep(1);
                  return true;
                })
            .subscribeOn(Schedulers.parallel());
    assertThatThrownBy(() -> sleeping.block(PATIENCE))
        .hasRootCauseInstanceOf(BlockingOperationError.class);
  }

  @Test
  void enrichBatched_blocksNowhere() {
    for (BatchSpec spec : List.of(BatchSpec.defaults(), BatchSpec.builder().unordered().build())) {
      Flux<Integer> enriched =
          elements().transform(Stages.enrichBatched(i -> i % KEYS, loader, (i, value) -> i, spec));
      assertThat(countOfAll(enriched)).isEqualTo(PIPELINES * ELEMENTS);
    }
  }

  @Test
  void batcher_blocksNowhere() {
    Batcher<Integer, Integer> batcher = Batcher.of(loader);
    Flux<Integer> loaded = elements().flatMap(i -> batcher.load(i % KEYS));
    assertThat(countOfAll(loaded)).isEqualTo(PIPELINES * ELEMENTS);
  }

  @Test
  void singleFlight_blocksNowhere() {
    SingleFlightSpec spec = SingleFlightSpec.builder().remember(Duration.ofMillis(1), KEYS).build();
    SingleFlight<Integer, Integer> flight =
        SingleFlight.of(key -> elsewhere(Function.<Integer>identity(), key), spec);
    Flux<Integer> loaded = elements().flatMap(i -> flight.load(i % KEYS));
    assertThat(countOfAll(loaded)).isEqualTo(PIPELINES * ELEMENTS);
  }

  @Test
  void dedupWithin_blocksNowhere() {
    DedupSpec spec = DedupSpec.within(Duration.ofHours(1)).build();
    DedupWindow<Integer> window = DedupWindow.of(spec);
    Flux<Integer> alone = elements().transform(Stages.dedupWithin(i -> i % KEYS, spec));
    Flux<Integer> together = elements().transform(Stages.dedupWithin(i -> i % KEYS, window));
    assertThat(countOfAll(alone)).isEqualTo(PIPELINES * KEYS);
    assertThat(countOfAll(together)).isEqualTo(KEYS);
  }

  @Test
  void flatMapAdaptive_blocksNowhere() {
    Limiter limiter = Limiter.of(LimiterSpec.defaults());
    Function<Integer, Mono<Integer>> call = i -> elsewhere(Function.<Integer>identity(), i);
    Flux<Integer> eager = elements().transform(Stages.flatMapAdaptive(call, limiter));
    Flux<Integer> ordered = elements().transform(Stages.flatMapSequentialAdaptive(call, limiter));
    assertThat(countOfAll(eager)).isEqualTo(PIPELINES * ELEMENTS);
    assertThat(countOfAll(ordered)).isEqualTo(PIPELINES * ELEMENTS);
    assertThat(limiter.inFlight()).isZero();
  }

  @Test
  void listing_blocksNowhere() {
    Listing<DescribeVpcsResponse, Vpc> listing =
        Listing.of(
            DescribeVpcsRequest.builder().build(),
            request -> elsewhere(NonBlockingTest::page, request).toFuture(),
            DescribeVpcsResponse::vpcs);
    assertThat(countOfAll(listing.items())).isEqualTo(PIPELINES * 100 * 20);
  }

  /** The page that a request asks for, of a hundred with 20 items each. */
  private static DescribeVpcsResponse page(DescribeVpcsRequest request) {
    int page = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
    return DescribeVpcsResponse.builder()
        .vpcs(Collections.nCopies(20, Vpc.builder().build()))
        .nextToken(page == 99 ? null : String.valueOf(page + 1))
        .build();
  }
}
