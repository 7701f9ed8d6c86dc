package io.github.reactoraws;

import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Builders;
import net.jqwik.api.Builders.BuilderCombinator;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Specs with small bounds, in virtual time; an error is a refusal if its message begins so. */
final class RandomSpecs {
  private RandomSpecs() {}

  static BuilderCombinator<BatchSpec.Builder> ofBatches() {
    return Builders.withBuilder(RandomSpecs::inStepsOfMillis)
        .use(Arbitraries.create(VirtualTimeScheduler::create))
        .in(BatchSpec.Builder::scheduler)
        .use(Arbitraries.integers().between(0, 79)) // sizes 1 to 5, and up to 15 places more
        .in((spec, n) -> spec.maxBatchSize(n % 5 + 1).maxHeld(n % 5 + 1 + n / 5))
        .use(Arbitraries.integers().between(1, 5))
        .in((spec, millis) -> spec.maxDelay(Duration.ofMillis(millis)))
        .use(Arbitraries.integers().between(1, 3))
        .in(BatchSpec.Builder::parallelism)
        .use(Arbitraries.integers().between(0, 3))
        .in(BatchSpec.Builder::maxSplits)
        .use(Arbitraries.integers().between(0, 2))
        .in(BatchSpec.Builder::maxReasks)
        .use(Arbitraries.integers().between(0, 23)) // for 0 to 5 ms, and 1 to 4 values
        .in((spec, n) -> n < 4 ? spec : spec.remember(Duration.ofMillis(n / 4), n % 4 + 1));
  }

  /** Repetitions come within the next millisecond, so that chance has no say in them. */
  private static BatchSpec.Builder inStepsOfMillis() {
    return BatchSpec.builder()
        .backoff(Duration.ofNanos(1), Duration.ofNanos(1))
        .refused(failure -> String.valueOf(failure.getMessage()).startsWith("refused"));
  }
}
