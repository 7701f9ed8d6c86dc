package io.github.reactoraws.examples.bench;

import io.github.reactoraws.cache.CachePolicy;
import io.github.reactoraws.cache.TieredCache;
import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.tier.disk.DiskTier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import reactor.core.publisher.Flux;
import software.amazon.awssdk.services.ec2.model.Instance;

/** A list of instances on disk, too large for memory: each time opened anew. */
final class RecordedList {
  private static final CacheKey KEY = CacheKey.of("bench", "recorded");
  private static final CachePolicy POLICY = CachePolicy.fresh(Duration.ofHours(1));
  private static final long MEMORY = 8L << 20;

  private final Path folder;

  RecordedList(Path folder) {
    this.folder = folder;
  }

  /** Lets {@code measure} see the list as it flows from upstream, and is stored. */
  double recorded(Flux<Instance> upstream, ToDoubleFunction<Flux<Instance>> measure) {
    try (TieredCache cache =
        TieredCache.builder()
            .memory(MEMORY)
            .tier(DiskTier.builder(folder).maxBytes(8L << 30).build())
            .build()) {
      return measure.applyAsDouble(
          upstream.transform(cache.cachedList(KEY, Instance.class, POLICY)));
    }
  }

  /** Lets {@code measure} see the list as it comes from disk. */
  double replayed(ToDoubleFunction<Flux<Instance>> measure) {
    return recorded(Flux.error(() -> new IllegalStateException("the list was not found")), measure);
  }
}
