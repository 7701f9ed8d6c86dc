package io.github.reactoraws.examples.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Runs {@link SoakPipelines} for a time, and looks at what is left when they have come to rest. */
public final class SoakRun {
  private static final int LEGS = 5;
  private static final int LANES = 6;
  private static final Duration PATIENCE = Duration.ofSeconds(30); // for what is under way to end
  private static final double MOST_GROWTH =
      1.15; // of the live heap, from the second leg to the last
  private static final int MORE_THREADS = 2;

  private final SoakPipelines pipelines;
  private final LongAdder runs = new LongAdder();
  private final LongAdder results = new LongAdder();
  private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
  private final List<Rest> rests = new ArrayList<>();
  private final List<String> left = new ArrayList<>();

  /** What there is at the end of a leg. */
  private record Rest(long heapBytes, int threads) {}

  private SoakRun(SoakPipelines pipelines) {
    this.pipelines = pipelines;
  }

  /**
   * Soaks, prints what it counted, and ends with status 1 if anything is left.
   *
   * @param args how many seconds
   */
  public static void main(String... args) {
    LeakReports leaks = LeakReports.installed();
    boolean clean = soak(Duration.ofSeconds(Long.parseLong(args[0])), leaks, System.out);
    System.exit(clean ? 0 : 1);
  }

  private static boolean soak(Duration time, LeakReports leaks, PrintStream out) {
    try (SoakPipelines pipelines = new SoakPipelines()) {
      SoakRun run = new SoakRun(pipelines);
      for (int leg = 0; leg < LEGS; leg++) {
        run.leg(leg, time.dividedBy(LEGS));
      }
      run.judge(leaks.found());
      run.print(out);
      return run.left.isEmpty();
    }
  }

  private void leg(int number, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    Flux.range(0, LANES)
        .flatMap(lane -> lane(new SplittableRandom(LANES * number + lane), end), LANES)
        .blockLast();
    if (!isAtRest()) {
      left.add("after leg " + number + ": " + pipelines.limiters());
    }
    rests.add(new Rest(LiveHeap.bytes(), Thread.activeCount()));
    // A leak is told of when the next buffer is made behind the collection that has found it.
    pipelines
        .callOnEachConnection()
        .timeout(PATIENCE)
        .doOnError(
            e -> left.add("connections that did not come back after leg " + number + ": " + e))
        .onErrorComplete()
        .block();
  }

  private Mono<Void> lane(SplittableRandom random, long end) {
    return Mono.defer(() -> pipeline(random)).repeat(() -> System.nanoTime() - end < 0).then();
  }

  private Mono<Void> pipeline(SplittableRandom random) {
    runs.increment();
    return pipelines
        .pipeline(random)
        .doOnNext(result -> results.increment())
        .then()
        .onErrorResume(this::failed);
  }

  private Mono<Void> failed(Throwable failure) {
    failures
        .computeIfAbsent(failure.getClass().getSimpleName(), name -> new LongAdder())
        .increment();
    return Mono.empty();
  }

  private boolean isAtRest() {
    return Flux.interval(Duration.ZERO, Duration.ofMillis(20))
        .map(tick -> pipelines.isIdle())
        .filter(idle -> idle)
        .next()
        .timeout(PATIENCE, Mono.just(false))
        .blockOptional()
        .orElse(false);
  }

  private void judge(List<String> leaks) {
    leaks.forEach(leak -> left.add("leak: " + leak));
    Rest early = rests.get(1);
    Rest late = rests.get(LEGS - 1);
    if (late.heapBytes > MOST_GROWTH * early.heapBytes) {
      left.add("heap that grew: " + rests);
    }
    if (late.threads > early.threads + MORE_THREADS) {
      left.add("threads that stayed: " + rests);
    }
  }

  private void print(PrintStream out) {
    out.printf("pipelines %d, results %d, failures %s%n", runs.sum(), results.sum(), failures);
    out.println("simulator " + pipelines.tally());
    out.println("limiters " + pipelines.limiters());
    out.println("at the end of each leg " + rests);
    out.println(
        left.isEmpty() ? "nothing is left" : "left: " + String.join(System.lineSeparator(), left));
  }
}
