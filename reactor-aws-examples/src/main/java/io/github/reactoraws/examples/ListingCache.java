package io.github.reactoraws.examples;

import io.github.reactoraws.cache.CachePolicy;
import io.github.reactoraws.cache.TieredCache;
import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.tier.disk.DiskTier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Flux;

/**
 * Keeps listings for an hour in a folder, each kind at each place by itself; a listing that failed
 * is not kept. It holds the resources that the inventory prints, not the answers of AWS, which may
 * hold more, such as the environment of functions.
 */
final class ListingCache implements AutoCloseable {
  private static final CachePolicy POLICY = CachePolicy.fresh(Duration.ofHours(1));

  private final Optional<TieredCache> cache;

  private ListingCache(Optional<TieredCache> cache) {
    this.cache = cache;
  }

  /** Keeps listings in a folder. */
  static ListingCache in(Path folder) {
    return new ListingCache(
        Optional.of(
            TieredCache.builder()
                .codec(Resource.class, new ResourceCodec())
                .tier(DiskTier.builder(folder).build())
                .build()));
  }

  /** Keeps none. */
  static ListingCache none() {
    return new ListingCache(Optional.empty());
  }

  /** The stage that keeps the resources of a kind at a place. */
  Function<Flux<Resource>, Flux<Resource>> of(Cloud cloud, ResourceKind kind, Place place) {
    CacheKey key =
        CacheKey.of(
            "inventory",
            place.account().id(),
            place.region(),
            kind.toString(),
            place.account().caller(),
            cloud.name());
    return cache
        .map(kept -> kept.cachedList(key, Resource.class, POLICY))
        .orElse(Function.identity());
  }

  @Override
  public void close() {
    cache.ifPresent(TieredCache::close);
  }
}
