package io.github.reactoraws.examples.bench;

import io.github.reactoraws.cache.codec.Codec;
import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.tier.CacheTier;
import io.github.reactoraws.cache.tier.EntryTimes;
import io.github.reactoraws.cache.tier.ListWriter;
import java.time.Duration;
import java.util.List;
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
    Flux.range(0, Math.min(PUTS_AT_ONCE, entries.size()))
        .flatMap(first -> each(PUTS_AT_ONCE, first, entries).concatMap(this::put), PUTS_AT_ONCE)
        .blockLast(PATIENCE);
  }

  /** Each n-th; one flatMap over all would look at all that are under way for each that ends. */
  private static <E> Flux<E> each(int nth, int first, List<E> all) {
    return Flux.range(0, (all.size() - 1 - first) / nth + 1).map(i -> all.get(first + i * nth));
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
    Long found =
        Flux.range(0, Math.min(GETS_AT_ONCE, entries.size()))
            .flatMap(
                first -> each(GETS_AT_ONCE, first, entries).concatMap(this::get).count(),
                GETS_AT_ONCE)
            .reduce(Long::sum)
            .block(PATIENCE);
    if (found == null || found != entries.size()) {
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
