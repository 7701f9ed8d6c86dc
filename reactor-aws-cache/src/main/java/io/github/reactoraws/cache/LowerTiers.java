package io.github.reactoraws.cache;

import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.key.KeyPattern;
import io.github.reactoraws.cache.tier.CacheTier;
import io.github.reactoraws.cache.tier.EntryTimes;
import io.github.reactoraws.cache.tier.Exposure;
import io.github.reactoraws.cache.tier.StoredList;
import io.github.reactoraws.metrics.Meter;
import io.github.reactoraws.metrics.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** What is below memory. A tier that fails is passed over and counted. */
final class LowerTiers {
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

  private final List<CacheTier> tiers;
  private final SecretOperations secrets;
  private final Scheduler clock;
  private final Recorder recorder;
  private final DoubleSupplier random;

  LowerTiers(
      List<CacheTier> tiers,
      SecretOperations secrets,
      Scheduler clock,
      Recorder recorder,
      DoubleSupplier random) {
    this.tiers = tiers;
    this.secrets = secrets;
    this.clock = clock;
    this.recorder = recorder;
    this.random = random;
  }

  boolean areNone() {
    return tiers.isEmpty();
  }

  /** Those that may keep the answer, as far as it is known who asked, and as it may be secret. */
  private List<CacheTier> openTo(CacheKey key) {
    boolean secret = secrets.mayBeIn(key);
    if (key.outlivesProcess() && !secret) {
      return tiers;
    }
    return tiers.stream().filter(tier -> mayKeep(tier.exposure(), key, secret)).toList();
  }

  private static boolean mayKeep(Exposure exposure, CacheKey key, boolean secret) {
    return switch (exposure) {
      case PROCESS -> true;
      case ENCRYPTED -> key.outlivesProcess();
      case PLAIN -> key.outlivesProcess() && !secret;
    };
  }

  /** Looks into one after another, until one has found it. */
  <T> Mono<Found<T>> lookFor(Ask<T> ask) {
    Mono<Found<T>> search = Mono.empty();
    for (CacheTier tier : openTo(ask.key())) {
      search = search.switchIfEmpty(lookInto(tier, ask));
    }
    return search;
  }

  private <T> Mono<Found<T>> lookInto(CacheTier tier, Ask<T> ask) {
    return Mono.defer(
        () -> {
          Claim<T> claim = new Claim<>();
          return Mono.defer(() -> tier.find(ask.key(), ask.codec()))
              .doOnNext(claim::found)
              .doFinally(end -> claim.end())
              .timeout(LONGEST_LOOK, clock)
              .onErrorResume(this::passOver)
              .mapNotNull(list -> judged(tier, ask, list, claim));
        });
  }

  private <T> Mono<T> passOver(Throwable failure) {
    recorder.count(Meter.CACHE_TIER_ERRORS, 1);
    return Mono.empty();
  }

  private <T> @Nullable Found<T> judged(
      CacheTier tier, Ask<T> ask, StoredList<T> list, Claim<T> claim) {
    EntryTimes times = list.times();
    Freshness freshness =
        ask.ages()
            .of(
                times.age().toNanos(),
                times.took().toNanos(),
                random.getAsDouble(),
                list.values() == 0);
    return freshness == Freshness.EXPIRED ? null : new Found<>(list, tier.name(), freshness, claim);
  }

  /** Begins to copy what is recorded into all tiers that may keep it. */
  <T> List<TierCopy<T>> copies(Ask<T> ask, Recording<T> recording) {
    List<CacheTier> open = openTo(ask.key());
    if (open.size() < tiers.size()) {
      recorder.count(Meter.CACHE_MEMORY_ONLY, 1);
    }
    List<TierCopy<T>> copies = new ArrayList<>();
    for (CacheTier tier : open) {
      try {
        copies.add(new TierCopy<>(tier.write(ask.key(), ask.codec()), recording));
      } catch (RuntimeException failed) {
        recorder.count(Meter.CACHE_TIER_ERRORS, 1);
      }
    }
    return copies;
  }

  /** Removes answers from all; the error of one comes when the others have done it. */
  Mono<Long> invalidate(KeyPattern pattern) {
    return Flux.fromIterable(tiers)
        .concatMapDelayError(tier -> Mono.defer(() -> tier.invalidate(pattern)))
        .reduce(0L, Long::sum);
  }

  void close() {
    for (CacheTier tier : tiers) {
      try {
        tier.close();
      } catch (RuntimeException failed) {
        recorder.count(Meter.CACHE_TIER_ERRORS, 1);
      }
    }
  }
}
