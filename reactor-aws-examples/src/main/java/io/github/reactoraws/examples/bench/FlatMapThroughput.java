package io.github.reactoraws.examples.bench;

import static io.github.reactoraws.Stages.flatMapAdaptive;
import static io.github.reactoraws.Stages.flatMapSequentialAdaptive;

import io.github.reactoraws.adaptive.Limiter;
import io.github.reactoraws.adaptive.LimiterSpec;
import io.github.reactoraws.call.AwsCall;
import io.github.reactoraws.limit.Limits;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Elements a second through calls that cost nothing, 16 of them at once, so that what is measured
 * is the operator itself.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@State(Scope.Thread)
public class FlatMapThroughput {
  private static final int ELEMENTS = 100_000;
  private static final int CALLS_AT_ONCE = 16;

  /** How a call answers. */
  public enum Call {
    /** Its result was there before. */
    KNOWN("before they begin", 0.8),
    /** While it is begun. */
    AT_ONCE("at once", 0.8),
    /** Later, on another thread, as the SDK's clients do. */
    LATER("later", 0.95);

    private final String words;
    private final double asked;

    Call(String words, double asked) {
      this.words = words;
      this.asked = asked;
    }

    /** When, in words. */
    String words() {
      return words;
    }

    /** Of flatMap's elements a second. */
    double asked() {
      return asked;
    }

    Mono<Integer> of(Integer element) {
      return switch (this) {
        case KNOWN -> Mono.just(element);
        case AT_ONCE -> AwsCall.of(() -> CompletableFuture.completedFuture(element));
        case LATER ->
            AwsCall.of(
                () ->
                    CompletableFuture.supplyAsync(() -> element, Schedulers.parallel()::schedule));
      };
    }
  }

  /** How the calls answer. */
  @Param({"KNOWN", "AT_ONCE", "LATER"})
  public Call call = Call.KNOWN;

  private final Limiter fixed =
      Limiter.of(
          LimiterSpec.builder()
              .limit(() -> Limits.fixed(CALLS_AT_ONCE))
              .rate(Limits::unlimitedRate)
              .build());
  private final Limiter learning = Limiter.of(LimiterSpec.defaults());

  /**
   * {@code flatMapAdaptive} with a limit that is as fixed as its peer's.
   *
   * @param sink takes each result
   */
  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public void ours(Blackhole sink) {
    run(flatMapAdaptive(element -> call.of(element), fixed), sink);
  }

  /**
   * {@code flatMapAdaptive} as it is by default.
   *
   * @param sink takes each result
   */
  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public void oursLearning(Blackhole sink) {
    run(flatMapAdaptive(element -> call.of(element), learning), sink);
  }

  /**
   * {@code flatMapSequentialAdaptive} with a limit that is as fixed as its peer's.
   *
   * @param sink takes each result
   */
  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public void oursInOrder(Blackhole sink) {
    run(flatMapSequentialAdaptive(element -> call.of(element), fixed), sink);
  }

  /**
   * {@code flatMap}.
   *
   * @param sink takes each result
   */
  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public void flatMap(Blackhole sink) {
    run(source -> source.flatMap(element -> call.of(element), CALLS_AT_ONCE), sink);
  }

  /**
   * {@code flatMapSequential}.
   *
   * @param sink takes each result
   */
  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public void flatMapSequential(Blackhole sink) {
    run(source -> source.flatMapSequential(element -> call.of(element), CALLS_AT_ONCE), sink);
  }

  private static void run(Function<Flux<Integer>, Flux<Integer>> stage, Blackhole sink) {
    Flux.range(0, ELEMENTS).transform(stage).doOnNext(sink::consume).blockLast();
  }
}
