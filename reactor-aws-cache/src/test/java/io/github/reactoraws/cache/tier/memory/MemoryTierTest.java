package io.github.reactoraws.cache.tier.memory;

import io.github.reactoraws.cache.tier.CacheTier;
import io.github.reactoraws.cache.tier.CacheTierSuite;
import io.github.reactoraws.metrics.Recorder;
import reactor.core.scheduler.Scheduler;

class MemoryTierTest extends CacheTierSuite {

  @Override
  protected CacheTier tier(Scheduler clock) {
    return MemoryTier.of(64 << 20, clock, Recorder.none());
  }
}
