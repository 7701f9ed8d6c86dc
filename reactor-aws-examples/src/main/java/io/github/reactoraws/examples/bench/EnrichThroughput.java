package io.github.reactoraws.examples.bench;

import static io.github.reactoraws.Stages.enrichBatched;

import io.github.reactoraws.BatchLoader;
import io.github.reactoraws.BatchSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dataloader.DataLoader;
import org.dataloader.DataLoaderFactory;
import org.dataloader.DataLoaderOptions;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Elements a second through look-ups in batches of 100 that answer at once: a million elements with
 * ten thousand keys in turn, so that what is measured is the batching itself.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@State(Scope.Thread)
public class EnrichThroughput {
  private static final int ELEMENTS = 1_000_000;
  private static final int KEYS = 10_000;
  private static final int BATCH = 100;
  private static final int PARALLELISM = 4;
  private static final Duration DELAY = Duration.ofMillis(50);

  private final Map<Integer, Integer> values =
      Flux.range(0, KEYS).collectMap(key -> key).blockOptional().orElseThrow();
  private final List<Integer> elements =
      Flux.range(0, ELEMENTS).collectList().blockOptional().orElseThrow();

  /**
   * {@code enrichBatched}, each batch loaded.
   *
   * @param sink takes each row
   */
  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public void oursLoading(Blackhole sink) {
    ours(BatchSpec.builder(), sink);
  }

  /**
   * {@code enrichBatched}, each key loaded once and remembered.
   *
   * @param sink takes each row
   */
  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public void oursRemembering(Blackhole sink) {
    ours(BatchSpec.builder().remember(Duration.ofMinutes(5), KEYS), sink);
  }

  private void ours(BatchSpec.Builder spec, Blackhole sink) {
    BatchLoader<Integer, Integer> loader = BatchLoader.of(this::load);
    Flux.fromIterable(elements)
        .transform(
            enrichBatched(
                EnrichThroughput::keyOf,
                loader,
                Row::new,
                spec.maxBatchSize(BATCH).maxDelay(DELAY).parallelism(PARALLELISM).build()))
        .doOnNext(sink::consume)
        .blockLast();
  }

  /**
   * java-dataloader, each batch loaded.
   *
   * @param sink takes each row
   */
  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public void dataLoaderLoading(Blackhole sink) {
    dataLoader(DataLoaderOptions.newOptions().setCachingEnabled(false).build(), sink);
  }

  /**
   * java-dataloader with its cache, each key loaded once.
   *
   * @param sink takes each row
   */
  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public void dataLoaderCaching(Blackhole sink) {
    dataLoader(DataLoaderOptions.newOptions().build(), sink);
  }

  private void dataLoader(DataLoaderOptions options, Blackhole sink) {
    DataLoader<Integer, Integer> loader =
        DataLoaderFactory.newMappedDataLoader(keys -> load(keys).toFuture(), options);
    List<CompletableFuture<?>> last = new ArrayList<>();
    for (Integer element : elements) {
      last.add(
          loader.load(keyOf(element)).thenAccept(value -> sink.consume(new Row(element, value))));
      if (last.size() == BATCH) {
        last.add(loader.dispatch());
        last.forEach(CompletableFuture::join);
        last.clear();
      }
    }
  }

  /**
   * Reactor's own operators: fair {@code bufferTimeout}, then {@code flatMapSequential}.
   *
   * @param sink takes each row
   */
  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public void bufferTimeout(Blackhole sink) {
    Flux.fromIterable(elements)
        .bufferTimeout(BATCH, DELAY, Schedulers.parallel(), true)
        .flatMapSequential(this::rows, PARALLELISM)
        .doOnNext(sink::consume)
        .blockLast();
  }

  private Flux<Row> rows(List<Integer> batch) {
    Set<Integer> keys = new HashSet<>();
    batch.forEach(element -> keys.add(keyOf(element)));
    return load(keys)
        .flatMapIterable(
            found ->
                batch.stream()
                    .map(element -> new Row(element, found.getOrDefault(keyOf(element), 0)))
                    .toList());
  }

  /** A look-up that costs nothing: it brings the values of all keys, whichever were asked for. */
  private Mono<Map<Integer, Integer>> load(Set<Integer> keys) {
    return Mono.just(values);
  }

  private static Integer keyOf(Integer element) {
    return element % KEYS;
  }

  private record Row(Integer element, Integer value) {}
}
