package io.github.reactoraws.cache.tier.disk;

import io.github.reactoraws.cache.tier.CacheTier;
import io.github.reactoraws.cache.tier.CacheTierSuite;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Scheduler;

class DiskTierTest extends CacheTierSuite {
  @TempDir private Path folder;

  @Override
  protected CacheTier tier(Scheduler clock) {
    return DiskTier.builder(folder).scheduler(clock).build();
  }
}
