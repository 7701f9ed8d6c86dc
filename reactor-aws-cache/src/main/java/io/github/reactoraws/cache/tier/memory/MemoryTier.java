package io.github.reactoraws.cache.tier.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.github.reactoraws.cache.codec.Codec;
import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.key.KeyPattern;
import io.github.reactoraws.cache.tier.CacheTier;
import io.github.reactoraws.cache.tier.Exposure;
import io.github.reactoraws.cache.tier.ListWriter;
import io.github.reactoraws.cache.tier.StoredList;
import io.github.reactoraws.metrics.Meter;
import io.github.reactoraws.metrics.Recorder;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Holds lists in the heap, as the values themselves, by a {@link Caffeine} cache.
 *
 * <p><b>Memory:</b> lists of {@code maxBytes} together, as their codecs estimate them; what was
 * used least often or longest ago leaves first (W-TinyLFU). What has expired is not found, and
 * leaves when others come: not by Caffeine's own expiry for each entry, which costs each hit a
 * quarter of its time. <b>Threads:</b> none; what has to leave leaves on the thread of who writes.
 */
public final class MemoryTier implements CacheTier {
  private static final String NAME = "memory";

  private final Cache<CacheKey, HeldList> lists;
  private final Scheduler clock;
  private final Runnable watch;
  private final AtomicLong puts = new AtomicLong();
  private final ExpirySweep sweep;
  private volatile boolean closed;

  private MemoryTier(long maxBytes, Scheduler clock, Recorder recorder) {
    this.clock = clock;
    this.lists =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .<CacheKey, HeldList>weigher(
                (key, list) -> (int) Math.min(Integer.MAX_VALUE, weight(key, list)))
            .executor(Runnable::run)
            .evictionListener(
                (key, list, cause) -> {
                  if (cause == RemovalCause.SIZE) {
                    recorder.count(Meter.CACHE_EVICTED, 1);
                  }
                })
            .build();
    this.sweep = new ExpirySweep(lists.asMap());
    this.watch = recorder.watch(Meter.CACHE_MEMORY_BYTES, this::bytes);
  }

  /**
   * Makes an empty tier.
   *
   * @param maxBytes how much it holds; 1 or more
   * @param clock tells the time
   * @param recorder takes the counts
   * @return the tier
   * @throws IllegalArgumentException if {@code maxBytes} is below 1
   */
  public static MemoryTier of(long maxBytes, Scheduler clock, Recorder recorder) {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes must be at least 1, was " + maxBytes);
    }
    return new MemoryTier(
        maxBytes,
        Objects.requireNonNull(clock, "clock"),
        Objects.requireNonNull(recorder, "recorder"));
  }

  private static long weight(CacheKey key, HeldList list) {
    return 200L + key.path().length() + list.weight();
  }

  private long now() {
    return clock.now(TimeUnit.NANOSECONDS);
  }

  private double bytes() {
    return lists
        .policy()
        .eviction()
        .map(Policy.Eviction::weightedSize)
        .orElse(OptionalLong.empty())
        .orElse(0);
  }

  /**
   * Looks for a key at once.
   *
   * @param key what is looked for
   * @param format of its codec
   * @param now in nanoseconds of the tier's clock
   * @return its list, or {@code null}
   */
  public @Nullable HeldList get(CacheKey key, String format, long now) {
    HeldList list = lists.getIfPresent(key);
    return list != null && !list.isExpired(now) && list.format().equals(format) ? list : null;
  }

  /**
   * Holds a list in place of the key's last one.
   *
   * @param key whose list it is
   * @param list what is held
   */
  public void put(CacheKey key, HeldList list) {
    puts.incrementAndGet(); // first, so that none is missed by who sees the same number twice
    lists.put(key, list);
    sweep.step(now());
  }

  /**
   * Tells how many lists were put in so far.
   *
   * @return a number that grows
   */
  public long puts() {
    return puts.get();
  }

  /**
   * Removes at once all lists whose keys match.
   *
   * @param pattern over keys' paths
   * @return how many went
   */
  public long remove(KeyPattern pattern) {
    long now = now();
    long removed = 0;
    for (CacheKey key : lists.asMap().keySet()) {
      HeldList list = pattern.matches(key.path()) ? lists.asMap().remove(key) : null;
      if (list != null && !list.isExpired(now)) {
        removed++;
      }
    }
    return removed;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Exposure exposure() {
    return Exposure.PROCESS;
  }

  @Override
  public <T> Mono<StoredList<T>> find(CacheKey key, Codec<T> codec) {
    return Mono.fromSupplier(
        () -> {
          long now = now();
          HeldList list = get(key, codec.format(), now);
          return list == null ? null : new HeldPages<>(list, now);
        });
  }

  @Override
  public <T> ListWriter<T> write(CacheKey key, Codec<T> codec) {
    return new HeldWriter<>(this, key, codec, clock);
  }

  @Override
  public Mono<Long> invalidate(KeyPattern pattern) {
    return Mono.fromSupplier(() -> remove(pattern));
  }

  @Override
  public void close() {
    closed = true;
    watch.run();
    lists.invalidateAll();
  }
}
