package io.github.reactoraws.examples.bench;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.ehcache.Cache;
import org.ehcache.CacheManager;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.CacheManagerBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.config.units.MemoryUnit;

/**
 * Ehcache's disk tier, alone and persistent, for values that are compressed as our own tier does
 * it: by zstd at its fastest level, with contexts that are used again. A put returns when Ehcache
 * has taken the value, which it writes later.
 */
final class EhcacheStore implements EntryStore {
  private static final int DISK_MEGABYTES = 512;
  private static final int LEVEL = 1;
  private static final String NAME = "entries";

  private final int threads;
  private final CacheManager manager;
  private final Cache<String, byte[]> cache;

  /**
   * @param folder where it is
   * @param threads that put and get
   */
  EhcacheStore(Path folder, int threads) {
    this.threads = threads;
    this.manager =
        CacheManagerBuilder.newCacheManagerBuilder()
            .with(CacheManagerBuilder.persistence(folder.toFile()))
            .withCache(
                NAME,
                CacheConfigurationBuilder.newCacheConfigurationBuilder(
                    String.class,
                    byte[].class,
                    ResourcePoolsBuilder.newResourcePoolsBuilder()
                        .disk(DISK_MEGABYTES, MemoryUnit.MB, true)))
            .build(true);
    this.cache = manager.getCache(NAME, String.class, byte[].class);
  }

  @Override
  public void putAll(List<TierEntries.Entry<byte[]>> entries) throws Exception {
    inParts(
        entries,
        part -> {
          try (ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(LEVEL)) {
            part.forEach(entry -> cache.put(entry.key().path(), zstd.compress(entry.value())));
          }
        });
  }

  @Override
  public boolean isSafeWhenPut() {
    return false; // it begins empty if it was not closed
  }

  @Override
  public void getAll(List<TierEntries.Entry<byte[]>> entries) throws Exception {
    inParts(
        entries,
        part -> {
          try (ZstdDecompressCtx zstd = new ZstdDecompressCtx()) {
            for (TierEntries.Entry<byte[]> entry : part) {
              byte[] stored = cache.get(entry.key().path());
              int length = entry.value().length;
              if (stored == null || zstd.decompress(stored, length).length != length) {
                throw new IllegalStateException(entry.key() + " was not found as it was put");
              }
            }
          }
        });
  }

  private void inParts(
      List<TierEntries.Entry<byte[]>> entries, Consumer<List<TierEntries.Entry<byte[]>>> work)
      throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Object>> parts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        List<TierEntries.Entry<byte[]>> part =
            entries.subList(entries.size() * i / threads, entries.size() * (i + 1) / threads);
        parts.add(Executors.callable(() -> work.accept(part)));
      }
      for (Future<Object> done : executor.invokeAll(parts)) {
        done.get();
      }
    } finally {
      executor.shutdownNow();
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
