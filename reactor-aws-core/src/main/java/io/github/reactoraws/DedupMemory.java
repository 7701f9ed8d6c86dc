package io.github.reactoraws;

import io.github.reactoraws.metrics.Meter;
import java.util.concurrent.TimeUnit;

/** The keys of one subscription, or of one {@link DedupWindow}, with clock and counts. */
final class DedupMemory<K> {
  private final DedupSpec spec;
  private final SeenWindow<K> seen;

  DedupMemory(DedupSpec spec) {
    this.spec = spec;
    this.seen = new SeenWindow<>(Nanos.of(spec.window()), spec.maxKeys(), spec.renewing());
  }

  boolean admit(K key) {
    long before = seen.forgotten();
    boolean admitted = seen.admit(key, spec.scheduler().now(TimeUnit.NANOSECONDS));
    if (!admitted) {
      spec.recorder().count(Meter.DEDUP_DROPPED, 1);
    } else if (seen.forgotten() != before) {
      spec.recorder().count(Meter.DEDUP_FORGOTTEN, seen.forgotten() - before);
    }
    return admitted;
  }
}
