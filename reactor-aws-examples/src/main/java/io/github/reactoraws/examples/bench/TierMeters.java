package io.github.reactoraws.examples.bench;

import io.github.reactoraws.metrics.Meter;
import io.github.reactoraws.metrics.Recorder;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/** What a cache and its tiers count. */
final class TierMeters implements Recorder {
  private final Map<Meter, LongAdder> counts = new ConcurrentHashMap<>();
  private final Set<DoubleSupplier> off = ConcurrentHashMap.newKeySet();

  @Override
  public void count(Meter meter, long amount) {
    counts.computeIfAbsent(meter, any -> new LongAdder()).add(amount);
  }

  @Override
  public Runnable watch(Meter meter, DoubleSupplier value) {
    if (meter == Meter.CACHE_TIERS_OFF) {
      off.add(value);
    }
    return () -> off.remove(value);
  }

  long of(Meter meter) {
    LongAdder count = counts.get(meter);
    return count == null ? 0 : count.sum();
  }

  /** How many tiers are off now; one that is closed is not. */
  long off() {
    return Math.round(off.stream().mapToDouble(DoubleSupplier::getAsDouble).sum());
  }
}
