package io.github.reactoraws;

import io.github.reactoraws.metrics.Meter;
import io.github.reactoraws.metrics.Recorder;
import java.time.Duration;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import reactor.core.publisher.Mono;

/**
 * Loads a batch, one call after another until each key has met its end. A call that fails is told
 * in the outcome.
 */
final class BatchCall<K, V> {
  private final BatchLoader<K, V> loader;
  private final BatchSpec spec;
  private final Recorder recorder;

  BatchCall(BatchLoader<K, V> loader, BatchSpec spec) {
    this.loader = loader;
    this.spec = spec;
    this.recorder = spec.recorder();
  }

  Mono<BatchOutcome<K, V>> of(Set<K> keys) {
    return Mono.defer(
        () -> {
          BatchWork<K, V> work = new BatchWork<>(keys, spec.maxSplits(), spec.maxReasks());
          return Mono.defer(() -> step(work))
              .repeat(work::goesOn)
              .then(Mono.fromSupplier(work::outcome));
        });
  }

  private Mono<Void> step(BatchWork<K, V> work) {
    BatchWork.Step<K> step = work.next();
    Set<K> keys = Collections.unmodifiableSet(step.keys());
    Mono<Void> call =
        load(keys)
            .doOnNext(result -> work.answered(keys, result))
            .then()
            .onErrorResume(failure -> failed(work, keys, failure));
    if (step.reask() == 0) {
      return call;
    }
    recorder.count(Meter.BATCH_REASKED, keys.size());
    return Mono.delay(backoff(step.reask()), spec.scheduler()).then(call);
  }

  private Mono<BatchResult<K, V>> load(Set<K> keys) {
    return Mono.defer(
            () -> {
              recorder.count(Meter.BATCH_CALLS, 1);
              recorder.count(Meter.BATCH_KEYS, keys.size());
              return Objects.requireNonNull(loader.load(keys), "the loader returned null");
            })
        .switchIfEmpty(
            Mono.error(
                () -> new IllegalStateException("the loader gave no result for the keys " + keys)));
  }

  private Mono<Void> failed(BatchWork<K, V> work, Set<K> keys, Throwable failure) {
    if (!spec.refused().test(failure)) {
      BatchTrace.hangOn(failure, keys);
      work.broke(failure);
    } else if (work.refused(keys, failure)) {
      recorder.count(Meter.BATCH_SPLITS, 1);
    }
    return Mono.empty();
  }

  /** Doubles with each repetition; the random half keeps clients that wait from waking as one. */
  private Duration backoff(int reask) {
    double doubled = Math.scalb((double) Nanos.of(spec.firstBackoff()), reask - 1);
    long full = (long) Math.min(doubled, (double) Nanos.of(spec.maxBackoff()));
    return Duration.ofNanos(full - ThreadLocalRandom.current().nextLong(full / 2 + 1));
  }
}
