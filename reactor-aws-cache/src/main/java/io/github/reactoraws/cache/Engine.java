package io.github.reactoraws.cache;

import io.github.reactoraws.cache.codec.Codec;
import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.key.KeyPattern;
import io.github.reactoraws.cache.tier.CacheTier;
import io.github.reactoraws.cache.tier.memory.HeldList;
import io.github.reactoraws.cache.tier.memory.MemoryTier;
import io.github.reactoraws.metrics.Meter;
import io.github.reactoraws.metrics.Recorder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;

/** Who is served out of memory, and who shares which recording. */
final class Engine {
  private static final int BUDGET_SHARE = 2; // recordings together take at most 1/2 of what is kept
  private static final int PROMOTED_SHARE = 16; // a list from below memory takes at most 1/16 there
  private static final int OBJECT_BYTES = 64; // about what a small value takes, and a large one
  private static final int BYTES_PER_BYTE = 2; // for each byte that it is encoded in
  private static final int UNKNOWN_WEIGHT = 1_024;
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

  private final MemoryTier memory;
  private final LowerTiers below;
  private final Scheduler clock;
  private final Recorder recorder;
  private final DoubleSupplier random;
  private final long largestPromoted;
  private final Budget budget;
  private final Storing storing = new Storing();
  private final RefreshPauses pauses;
  private final Map<CacheKey, Recording<?>> flights = new ConcurrentHashMap<>();

  Engine(
      long maxBytes,
      List<CacheTier> below,
      SecretOperations secrets,
      Scheduler clock,
      Recorder recorder,
      DoubleSupplier random) {
    this.memory = MemoryTier.of(maxBytes, clock, recorder);
    this.below = new LowerTiers(below, secrets, clock, recorder, random);
    this.clock = clock;
    this.recorder = recorder;
    this.random = random;
    this.largestPromoted = maxBytes / PROMOTED_SHARE;
    this.budget = new Budget(maxBytes / BUDGET_SHARE);
    this.pauses = new RefreshPauses(clock);
  }

  MemoryTier memory() {
    return memory;
  }

  LowerTiers below() {
    return below;
  }

  Budget budget() {
    return budget;
  }

  Storing storing() {
    return storing;
  }

  long largestPromoted() {
    return largestPromoted;
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

  Freshness judge(Ask<?> ask, HeldList held, long now) {
    return ask.ages()
        .of(now - held.loadedAt(), held.took(), held.draw(), held.values().length == 0);
  }

  /** The values that are used at once, if memory has them. */
  Object @Nullable [] served(Ask<?> ask, Context context) {
    long now = now();
    HeldList held = memory.get(ask.key(), ask.codec().format(), now);
    if (held == null || isLoadOf(ask, context)) {
      return null;
    }
    Freshness freshness = judge(ask, held, now);
    if (!freshness.isServed()) {
      return null;
    }
    count(Meter.CACHE_MEMORY_HITS);
    boolean stale = freshness == Freshness.STALE;
    if (stale) {
      count(Meter.CACHE_STALE);
    }
    Served.tell(context, ask.key(), memory.name(), now - held.loadedAt(), stale);
    if (freshness.isRefreshed()) {
      refresh(ask, context);
    }
    return held.values();
  }

  /**
   * Keeps a list in memory.
   *
   * @param left how long
   */
  void keep(Ask<?> ask, Object[] values, long loadedAt, long took, long left, long weight) {
    int[] pages = values.length == 0 ? new int[0] : new int[] {values.length};
    memory.put(
        ask.key(),
        new HeldList(
            ask.codec().format(),
            values,
            pages,
            loadedAt,
            took,
            now() + left,
            weight,
            random.getAsDouble()));
  }

  /** What a value takes in memory, by the bytes of its codec. */
  <T> long weight(Codec<T> codec, T value) {
    try {
      return OBJECT_BYTES + (long) BYTES_PER_BYTE * codec.encode(List.of(value)).length;
    } catch (RuntimeException notEncoded) {
      return UNKNOWN_WEIGHT;
    }
  }

  /** Whether who asks loads this very key, as where a stage stands twice: it cannot wait for it. */
  private boolean isLoadOf(Ask<?> ask, Context context) {
    Recording<?> loading = Recording.loadingIn(context);
    while (loading != null && !loading.isOf(this, ask.key())) {
      loading = loading.within();
    }
    return loading != null;
  }

  // What flows.

  /** Joins the recording of a key, or begins one; looks aside while another loads behind it. */
  <T> void ask(Ask<T> ask, CoreSubscriber<? super T> downstream) {
    if (isLoadOf(ask, downstream.currentContext())) {
      ask.upstream().subscribe(downstream);
      return;
    }
    Recording<?> flight = flights.get(ask.key());
    if (flight != null && flight.isRefreshing()) {
      begin(new Recording<>(this, ask, Way.ASIDE, downstream.currentContext()), downstream);
    } else {
      join(ask, downstream);
    }
  }

  /** Joins the recording of a key, or begins one. */
  @SuppressWarnings("unchecked") // a recording that suits is of the same format, so class
  <T> void join(Ask<T> ask, CoreSubscriber<? super T> downstream) {
    while (true) {
      Recording<T> mine = new Recording<>(this, ask, Way.SHARED, downstream.currentContext());
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

  private static <T> void begin(Recording<T> recording, CoreSubscriber<? super T> downstream) {
    if (!recording.join(new Cursor<>(recording, downstream))) {
      throw new IllegalStateException("a recording that has not begun cannot be joined");
    }
    recording.start();
  }

  /** Loads a key behind an answer that was given; not if that is done already, or has failed. */
  <T> void refresh(Ask<T> ask, Context context) {
    Recording<?> old = flights.get(ask.key());
    if ((old != null && old.isLoad()) || pauses.isPaused(ask.key())) {
      return;
    }
    Context quiet = Served.toNobody(context);
    Recording<T> fresh = new Recording<>(this, ask, Way.REFRESH, quiet);
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
    begin(
        fresh,
        new RefreshReader<>(quiet, clock, ask.refreshTimeout(), () -> pauses.begin(ask.key())));
  }

  /** Whether an ask waits for what is below memory, and not for what another has asked for. */
  boolean isLookingFor(Ask<?> ask) {
    Recording<?> recording = flights.get(ask.key());
    return recording != null && recording.isLookingFor(ask);
  }

  void gone(CacheKey key, Recording<?> recording) {
    flights.remove(key, recording);
  }

  /** How many lists flow that others may join. */
  int flying() {
    return flights.size();
  }

  // What goes.

  /**
   * Removes answers everywhere: in memory while the tiers are at it. Who finds an answer in a tier
   * while others are searched must not bring it back into memory, so there is a second round.
   */
  Mono<Long> invalidate(KeyPattern pattern) {
    return Mono.defer(
        () -> {
          long puts = memory.puts(); // before all: who has counted one by now is waited for
          revoke(pattern, recording -> true); // what is loaded by now must not be stored
          if (below.areNone()) {
            return Mono.just(memory.remove(pattern));
          }
          AtomicBoolean removed = new AtomicBoolean();
          Mono<Long> held =
              Mono.fromSupplier(() -> memory.remove(pattern))
                  .doOnSuccess(count -> removed.set(true));
          Runnable again =
              () -> {
                revoke(pattern, Recording::mayBeStored);
                if (!removed.get() || memory.puts() != puts) {
                  memory.remove(pattern);
                }
              };
          return Mono.zip(below.invalidate(pattern), held, Long::sum)
              .doOnTerminate(again) // before it is told
              .doOnCancel(again);
        });
  }

  private void revoke(KeyPattern pattern, Predicate<Recording<?>> which) {
    flights.forEach(
        (key, recording) -> {
          if (pattern.matches(key.path()) && which.test(recording)) {
            recording.revoke();
            gone(key, recording);
          }
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
    below.close();
  }
}
