package io.github.reactoraws.examples.bench;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.reactoraws.SingleFlight;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
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
import reactor.core.publisher.Mono;

/**
 * Asks a second where 1,000 wait for each of 100 keys, and then the loads answer: each way shares
 * one load a key, and forgets it with its answer.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@State(Scope.Thread)
public class SingleFlightThroughput {
  private static final int KEYS = 100;
  private static final int ASKS = 100_000;

  private CompletableFuture<Integer> answer = new CompletableFuture<>();
  private long answered;

  private final SingleFlight<Integer, Integer> flight = SingleFlight.of(this::load);
  private final ConcurrentMap<Integer, Mono<Integer>> loading = new ConcurrentHashMap<>();
  private final AsyncCache<Integer, Integer> cache = Caffeine.newBuilder().buildAsync();

  /**
   * Our single flight.
   *
   * @return how many asks were answered
   */
  @Benchmark
  @OperationsPerInvocation(ASKS)
  public long ours() {
    return askAll(flight::load);
  }

  /**
   * What people write: a map of cached monos.
   *
   * @return how many asks were answered
   */
  @Benchmark
  @OperationsPerInvocation(ASKS)
  public long mapOfMonoCache() {
    return askAll(
        key ->
            Mono.defer(
                () ->
                    loading.computeIfAbsent(
                        key,
                        absent -> load(absent).doFinally(end -> loading.remove(absent)).cache())));
  }

  /**
   * Caffeine's asynchronous cache, emptied of what was loaded.
   *
   * @return how many asks were answered
   */
  @Benchmark
  @OperationsPerInvocation(ASKS)
  public long asyncCache() {
    long all =
        askAll(
            key ->
                Mono.fromFuture(
                    () -> cache.get(key, (absent, executor) -> load(absent).toFuture()), true));
    cache.synchronous().invalidateAll();
    return all;
  }

  private Mono<Integer> load(Integer key) {
    return Mono.fromFuture(answer, true);
  }

  private long askAll(IntFunction<Mono<Integer>> way) {
    answer = new CompletableFuture<>();
    answered = 0;
    for (int i = 0; i < ASKS; i++) {
      way.apply(i % KEYS).subscribe(value -> answered++);
    }
    answer.complete(1);
    if (answered != ASKS) {
      throw new IllegalStateException(answered + " asks were answered of " + ASKS);
    }
    return answered;
  }
}
