package io.github.reactoraws.examples.bench;

import io.github.reactoraws.cache.CachePolicy;
import io.github.reactoraws.cache.TieredCache;
import io.github.reactoraws.cache.codec.SdkCodec;
import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.tier.StoredList;
import io.github.reactoraws.cache.tier.disk.DiskTier;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.services.ec2.model.Instance;

/** A cache in which no list is found, as each is asked for under a key of its own. */
final class Misses implements AutoCloseable {
  private static final long MEMORY = 256L << 20;
  private static final CachePolicy POLICY = CachePolicy.fresh(Duration.ofHours(1));
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(1);

  private final @Nullable TempFolder folder;
  private final @Nullable DiskTier disk;
  private final TieredCache cache;
  private int asked;

  private Misses(@Nullable TempFolder folder) {
    this.folder = folder;
    TieredCache.Builder builder = TieredCache.builder().memory(MEMORY);
    if (folder == null) {
      this.disk = null;
    } else {
      this.disk = DiskTier.builder(folder.path()).maxBytes(8L << 30).build();
      builder.tier(disk);
    }
    this.cache = builder.build();
  }

  /** In memory alone. */
  static Misses inMemory() {
    return new Misses(null);
  }

  /** With a disk tier below, whose files are deleted in the end. */
  static Misses overDisk() {
    return new Misses(new TempFolder(Misses.class));
  }

  /** What flows through the stage while it is recorded. One thread's. */
  Flux<Instance> through(Flux<Instance> upstream) {
    asked++;
    return upstream.transform(cache.cachedList(key(), Instance.class, POLICY));
  }

  private CacheKey key() {
    return CacheKey.of("bench", "misses", "" + asked);
  }

  /** Waits until the last list is where it is kept. */
  void awaitStored() {
    DiskTier below = disk;
    if (below != null) {
      Mono.defer(() -> below.find(key(), SdkCodec.of(Instance.class)))
          .doOnNext(StoredList::release)
          .repeatWhenEmpty(times -> times.delayElements(PAUSE))
          .block(PATIENCE);
    }
  }

  @Override
  public void close() {
    cache.close();
    if (folder != null) {
      folder.close();
    }
  }
}
