package io.github.reactoraws.cache;

import io.github.reactoraws.cache.codec.Codec;
import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.key.KeyPattern;
import io.github.reactoraws.cache.tier.CacheTier;
import io.github.reactoraws.cache.tier.EntryTimes;
import io.github.reactoraws.cache.tier.Exposure;
import io.github.reactoraws.cache.tier.StoredList;
import io.github.reactoraws.cache.tier.memory.HeldList;
import io.github.reactoraws.cache.tier.memory.MemoryTier;
import io.github.reactoraws.metrics.Meter;
import io.github.reactoraws.metrics.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;

/** Which tier answers, and who shares which recording. */
final class Engine {
  private static final int RECORDINGS = 4; // the share of memory that all recordings may take
  private static final int PROMOTED = 16; // the share that a list from below memory may take
  private static final int HEAP_PER_BYTE = 3; // an object, by the bytes that it is encoded in
  private static final int UNKNOWN_WEIGHT = 1_024;
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

  private final MemoryTier memory;
  private final List<CacheTier> below;
  private final SecretOperations secrets;
  private final Scheduler clock;
  private final Recorder recorder;
  private final DoubleSupplier random;
  private final long maxBytes;
  private final Storing storing = new Storing();
  private final AtomicLong recorded = new AtomicLong();
  private final Map<CacheKey, Recording<?>> flights = new ConcurrentHashMap<>();

  Engine(
      long maxBytes,
      List<CacheTier> below,
      SecretOperations secrets,
      Scheduler clock,
      Recorder recorder,
      DoubleSupplier random) {
    this.memory = MemoryTier.of(maxBytes, clock, recorder);
    this.below = below;
    this.secrets = secrets;
    this.clock = clock;
    this.recorder = recorder;
    this.random = random;
    this.maxBytes = maxBytes;
  }

  MemoryTier memory() {
    return memory;
  }

  long now() {
    return clock.now(TimeUnit.NANOSECONDS);
  }

  void count(Meter meter) {
    recorder.count(meter, 1);
  }

  Ages ages(CachePolicy policy) {
    return new Ages(policy, random);
  }

  // What memory has.

  Freshness judge(Ask<?> ask, HeldList held) {
    return ask.ages()
        .of(now() - held.loadedAt(), held.took(), held.draw(), held.values().length == 0);
  }

  /** The values that are used at once, if memory has them. */
  Object @Nullable [] served(Ask<?> ask, Context context) {
    HeldList held = memory.get(ask.key(), ask.codec().format());
    if (held == null) {
      return null;
    }
    Freshness freshness = judge(ask, held);
    if (!freshness.isServed()) {
      return null;
    }
    count(Meter.CACHE_MEMORY_HITS);
    boolean stale = freshness == Freshness.STALE;
    if (stale) {
      count(Meter.CACHE_STALE);
    }
    Served.tell(context, ask.key(), memory.name(), now() - held.loadedAt(), stale);
    if (freshness.isRefreshed()) {
      refresh(ask, context);
    }
    return held.values();
  }

  HeldList held(String format, Object[] values, long loadedAt, long took, long left, long weight) {
    int[] pages = values.length == 0 ? new int[0] : new int[] {values.length};
    return new HeldList(
        format, values, pages, loadedAt, took, now() + left, weight, random.getAsDouble());
  }

  /** What a value takes in memory, by the bytes of its codec. */
  <T> long weight(Codec<T> codec, T value) {
    try {
      return (long) HEAP_PER_BYTE * codec.encode(List.of(value)).length;
    } catch (RuntimeException notEncoded) {
      return UNKNOWN_WEIGHT;
    }
  }

  boolean reserve(long bytes) {
    if (recorded.addAndGet(bytes) <= maxBytes / RECORDINGS) {
      return true;
    }
    recorded.addAndGet(-bytes);
    return false;
  }

  void release(long bytes) {
    recorded.addAndGet(-bytes);
  }

  long largestPromoted() {
    return maxBytes / PROMOTED;
  }

  // What flows.

  /** Joins the recording of a key, or begins one. */
  @SuppressWarnings("unchecked") // a recording that suits is of the same format, so class
  <T> void join(Ask<T> ask, CoreSubscriber<? super T> downstream) {
    while (true) {
      Recording<T> mine = new Recording<>(this, ask, false, downstream.currentContext());
      Recording<?> old = flights.putIfAbsent(ask.key(), mine);
      if (old == null) {
        begin(mine, downstream);
        return;
      }
      if (old.suits(ask)) {
        Recording<T> shared = (Recording<T>) old;
        if (shared.join(new Cursor<>(shared, downstream))) {
          count(Meter.CACHE_JOINED);
          return;
        }
      } else {
        old.revoke();
      }
      flights.remove(ask.key(), old);
    }
  }

  private <T> void begin(Recording<T> recording, CoreSubscriber<? super T> downstream) {
    if (!recording.join(new Cursor<>(recording, downstream))) {
      throw new IllegalStateException("a recording that has not begun cannot be joined");
    }
    recording.start();
  }

  /** Loads a key behind an answer that was given; not if that is done already. */
  void refresh(Ask<?> ask, Context context) {
    refreshed(ask, context);
  }

  private <T> void refreshed(Ask<T> ask, Context context) {
    Recording<?> old = flights.get(ask.key());
    if (old != null && old.isLoad()) {
      return;
    }
    Recording<T> fresh = new Recording<>(this, ask, true, context);
    boolean first =
        old == null
            ? flights.putIfAbsent(ask.key(), fresh) == null
            : flights.replace(ask.key(), old, fresh);
    if (!first) {
      return;
    }
    if (old != null) {
      old.revoke();
    }
    count(Meter.CACHE_REFRESHES);
    begin(fresh, new RefreshReader<>(context, clock, ask.refreshTimeout()));
  }

  /** Whether an ask waits for what is below memory, and not for what another has asked for. */
  boolean isLookingFor(Ask<?> ask) {
    Recording<?> recording = flights.get(ask.key());
    return recording != null && recording.isLookingFor(ask);
  }

  void gone(CacheKey key, Recording<?> recording) {
    flights.remove(key, recording);
  }

  // What is below memory.

  /** Those that may keep the answer, as far as it is known who asked, and as it may be secret. */
  private List<CacheTier> tiersFor(CacheKey key) {
    boolean secret = secrets.mayBeIn(key);
    if (key.outlivesProcess() && !secret) {
      return below;
    }
    return below.stream().filter(tier -> mayKeep(tier.exposure(), key, secret)).toList();
  }

  private static boolean mayKeep(Exposure exposure, CacheKey key, boolean secret) {
    return switch (exposure) {
      case PROCESS -> true;
      case ENCRYPTED -> key.outlivesProcess();
      case PLAIN -> key.outlivesProcess() && !secret;
    };
  }

  <T> @Nullable Mono<Found<T>> lookFor(Ask<T> ask) {
    List<CacheTier> tiers = tiersFor(ask.key());
    return tiers.isEmpty()
        ? null
        : Flux.fromIterable(tiers).concatMap(tier -> lookInto(tier, ask), 1).next();
  }

  private <T> Mono<Found<T>> lookInto(CacheTier tier, Ask<T> ask) {
    return Mono.defer(() -> tier.find(ask.key(), ask.codec()))
        .timeout(LONGEST_LOOK, clock)
        .onErrorResume(
            error -> {
              count(Meter.CACHE_TIER_ERRORS);
              return Mono.empty();
            })
        .flatMap(
            list -> {
              Freshness freshness = judge(ask, list);
              if (freshness == Freshness.EXPIRED) {
                list.release();
                return Mono.empty();
              }
              return Mono.just(new Found<>(list, tier.name(), freshness));
            });
  }

  private Freshness judge(Ask<?> ask, StoredList<?> list) {
    EntryTimes times = list.times();
    return ask.ages()
        .of(
            times.age().toNanos(),
            times.took().toNanos(),
            random.getAsDouble(),
            list.values() == 0);
  }

  <T> List<TierCopy<T>> copies(Ask<T> ask, Recording<T> recording) {
    List<CacheTier> tiers = tiersFor(ask.key());
    if (tiers.size() < below.size()) {
      count(Meter.CACHE_MEMORY_ONLY);
    }
    List<TierCopy<T>> copies = new ArrayList<>();
    for (CacheTier tier : tiers) {
      try {
        copies.add(new TierCopy<>(tier.write(ask.key(), ask.codec()), recording));
      } catch (RuntimeException failed) {
        count(Meter.CACHE_TIER_ERRORS);
      }
    }
    return copies;
  }

  Storing storing() {
    return storing;
  }

  // What goes.

  Mono<Long> invalidate(KeyPattern pattern) {
    return Mono.defer(
        () -> {
          flights.forEach(
              (key, recording) -> {
                if (pattern.matches(key.path())) {
                  recording.revoke();
                  gone(key, recording);
                }
              });
          long held = memory.remove(pattern);
          return Flux.fromIterable(below)
              .concatMap(tier -> tier.invalidate(pattern))
              .reduce(held, Long::sum);
        });
  }

  /** Removes a key's answer behind an answer; what fails is counted. */
  void forget(CacheKey key) {
    invalidate(KeyPattern.of(key.path()))
        .subscribe(gone -> {}, failed -> count(Meter.CACHE_TIER_ERRORS));
  }

  /** What flows into the tiers below is waited for, so that it is not lost. */
  void close() {
    storing.await(LONGEST_CLOSE);
    memory.close();
    below.forEach(CacheTier::close);
  }
}
