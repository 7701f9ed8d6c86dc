package io.github.reactoraws.examples.bench;

import io.github.reactoraws.cache.codec.Codec;
import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.tier.CacheTier;
import io.github.reactoraws.cache.tier.EntryTimes;
import io.github.reactoraws.cache.tier.ListWriter;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Entries of one value each, put into a tier and read out of it, many at once. */
final class TierEntries<T> {
  private static final int PUTS_AT_ONCE = 1_024; // many share a commit
  private static final int GETS_AT_ONCE = 64;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final EntryTimes TIMES =
      new EntryTimes(Duration.ZERO, Duration.ofMillis(1), Duration.ofHours(1));

  private final CacheTier tier;
  private final Codec<T> codec;

  TierEntries(CacheTier tier, Codec<T> codec) {
    this.tier = tier;
    this.codec = codec;
  }

  /**
   * An entry.
   *
   * @param key its key
   * @param value its only value
   */
  record Entry<T>(CacheKey key, T value) {}

  /** Returns when all are stored so that a crash of the process cannot lose them. */
  void putAll(List<Entry<T>> entries) {
    countInLanes(PUTS_AT_ONCE, entries, this::put);
  }

  /**
   * Does something with all and counts what comes of it. Each lane takes every n-th, one after
   * another: one flatMap over all would look at all that are under way for each that ends.
   */
  private <R> long countInLanes(int lanes, List<Entry<T>> all, Function<Entry<T>, Mono<R>> work) {
    return Flux.range(0, Math.min(lanes, all.size()))
        .flatMap(
            lane ->
                Flux.range(0, (all.size() - 1 - lane) / lanes + 1)
                    .concatMap(i -> work.apply(all.get(lane + i * lanes)))
                    .count(),
            lanes)
        .reduce(0L, Long::sum)
        .blockOptional(PATIENCE)
        .orElseThrow();
  }

  private Mono<Void> put(Entry<T> entry) {
    ListWriter<T> writer = tier.write(entry.key(), codec);
    return writer
        .append(List.of(entry.value()))
        .then(Mono.defer(() -> writer.commit(TIMES)))
        .doOnError(failed -> writer.abandon())
        .doOnSuccess(done -> writer.release());
  }

  /** Reads all; fails unless it finds what was put. */
  void getAll(List<Entry<T>> entries) {
    long found = countInLanes(GETS_AT_ONCE, entries, this::get);
    if (found != entries.size()) {
      throw new IllegalStateException(found + " entries were found of " + entries.size());
    }
  }

  private Mono<T> get(Entry<T> entry) {
    return get(entry.key()).filter(value -> isSame(value, entry));
  }

  Mono<T> get(CacheKey key) {
    return tier.find(key, codec)
        .flatMap(list -> list.page(0).doOnTerminate(list::release))
        .map(values -> values.get(0));
  }

  /** Looks at lengths alone where it can, as comparing bytes would be measured. */
  private static boolean isSame(Object value, Entry<?> entry) {
    if (value instanceof byte[] bytes && entry.value() instanceof byte[] put) {
      return bytes.length == put.length;
    }
    return value.equals(entry.value());
  }
}
