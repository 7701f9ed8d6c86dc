package io.github.reactoraws.examples.bench;

import io.github.reactoraws.cache.tier.disk.DiskTier;
import java.nio.file.Path;
import java.util.List;

/** Our disk tier, with zstd as by default. A put is done when a crash cannot lose it. */
final class TierStore implements EntryStore {
  private final DiskTier tier;
  private final TierEntries<byte[]> entries;

  TierStore(Path folder) {
    this.tier = DiskTier.builder(folder).build();
    this.entries = new TierEntries<>(tier, new RawBytes());
  }

  @Override
  public void putAll(List<TierEntries.Entry<byte[]>> all) {
    entries.putAll(all);
  }

  @Override
  public boolean isSafeWhenPut() {
    return true;
  }

  @Override
  public void getAll(List<TierEntries.Entry<byte[]>> all) {
    entries.getAll(all);
  }

  @Override
  public void close() {
    tier.close();
  }
}
