package io.github.reactoraws.cache;

import io.github.reactoraws.cache.codec.Codec;
import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.tier.CacheTier;
import io.github.reactoraws.cache.tier.EntryTimes;
import io.github.reactoraws.cache.tier.StoredList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/** A tier whose lists take next to nothing, as if well compressed, and that counts pages read. */
record CountedPagesTier(CacheTier inner, AtomicInteger reads) implements ForwardingTier {

  @Override
  public <T> Mono<StoredList<T>> find(CacheKey key, Codec<T> codec) {
    return inner.find(key, codec).map(list -> new Counted<>(list, reads));
  }

  private record Counted<T>(StoredList<T> inner, AtomicInteger reads) implements StoredList<T> {

    @Override
    public EntryTimes times() {
      return inner.times();
    }

    @Override
    public int pages() {
      return inner.pages();
    }

    @Override
    public long values() {
      return inner.values();
    }

    @Override
    public long bytes() {
      return 1;
    }

    @Override
    public Mono<List<T>> page(int index) {
      reads.incrementAndGet();
      return inner.page(index);
    }

    @Override
    public void release() {
      inner.release();
    }
  }
}
