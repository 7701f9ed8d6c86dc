package io.github.reactoraws.examples.bench;

import io.github.reactoraws.cache.CachePolicy;
import io.github.reactoraws.cache.TieredCache;
import io.github.reactoraws.cache.codec.SdkCodec;
import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.key.CacheScope;
import io.github.reactoraws.cache.key.KeyPattern;
import io.github.reactoraws.cache.tier.disk.DiskTier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Instance;

/**
 * How long it takes to remove the answers of one account, and of one region in all accounts: each
 * time one in ten of those that there are.
 */
final class GlobInvalidation implements AutoCloseable {
  static final String PREFIX = "100000000003/**";
  static final String INFIX = "*/region-3/ec2/Describe*/**";

  private static final int ACCOUNTS = 10;
  private static final int REGIONS = 10;
  private static final CachePolicy POLICY = CachePolicy.fresh(Duration.ofHours(1));

  private final @Nullable TempFolder folder;
  private final @Nullable DiskTier disk;
  private final TieredCache cache;
  private final List<TierEntries.Entry<Instance>> entries = new ArrayList<>();

  private GlobInvalidation(int answers, @Nullable TempFolder folder) {
    this.folder = folder;
    TieredCache.Builder builder = TieredCache.builder().memory(1L << 30);
    if (folder == null) {
      this.disk = null;
    } else {
      this.disk = DiskTier.builder(folder.path()).build();
      builder.tier(disk);
    }
    this.cache = builder.build();
    List<Instance> instances = SimulatedInstances.first(1_000);
    for (int i = 0; i < answers; i++) {
      CacheScope scope =
          new CacheScope(
              "aws",
              "" + (100_000_000_000L + i % ACCOUNTS),
              "role/ops",
              "region-" + i / ACCOUNTS % REGIONS,
              "ec2",
              "");
      DescribeInstancesRequest request =
          DescribeInstancesRequest.builder().instanceIds("i-" + i).build();
      entries.add(
          new TierEntries.Entry<>(
              CacheKey.of(scope, request), instances.get(i % instances.size())));
    }
  }

  /** Answers in memory alone. */
  static GlobInvalidation inMemory(int answers) {
    return new GlobInvalidation(answers, null);
  }

  /** Answers in memory and on disk. */
  static GlobInvalidation overDisk(int answers) {
    return new GlobInvalidation(answers, new TempFolder(GlobInvalidation.class));
  }

  /** The milliseconds that it takes, by {@link #PREFIX} and {@link #INFIX}. */
  Rounds.Medians millis(Rounds rounds) throws Exception {
    fill(entries);
    Map<String, Rounds.Way> ways = new LinkedHashMap<>();
    for (String glob : List.of(PREFIX, INFIX)) {
      ways.put(glob, () -> millis(KeyPattern.of(glob)));
    }
    return rounds.of(ways);
  }

  private double millis(KeyPattern pattern) {
    long start = System.nanoTime();
    Long gone = cache.invalidate(pattern).block();
    double millis = 1e3 * Timed.secondsSince(start);
    List<TierEntries.Entry<Instance>> removed =
        entries.stream().filter(entry -> pattern.matches(entry.key().path())).toList();
    long tiers = disk == null ? 1 : 2;
    if (gone == null || removed.isEmpty() || gone != tiers * removed.size()) {
      throw new IllegalStateException(gone + " answers went of " + removed.size());
    }
    fill(removed);
    return millis;
  }

  /** Into memory as an answer, or onto disk, from where it is found. */
  private void fill(List<TierEntries.Entry<Instance>> missing) {
    DiskTier below = disk;
    if (below != null) {
      new TierEntries<>(below, SdkCodec.of(Instance.class)).putAll(missing);
    }
    Flux.fromIterable(missing)
        .flatMap(
            entry ->
                load(entry, below != null)
                    .transform(cache.cachedMono(entry.key(), Instance.class, POLICY)),
            64)
        .blockLast();
  }

  private static Mono<Instance> load(TierEntries.Entry<Instance> entry, boolean isStored) {
    return isStored
        ? Mono.error(() -> new IllegalStateException(entry.key() + " was not found"))
        : Mono.just(entry.value());
  }

  @Override
  public void close() {
    cache.close();
    if (folder != null) {
      folder.close();
    }
  }
}
