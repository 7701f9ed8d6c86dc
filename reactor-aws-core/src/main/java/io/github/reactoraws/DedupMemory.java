package io.github.reactoraws;

import io.github.reactoraws.metrics.Meter;
import java.util.concurrent.TimeUnit;

/** The keys of one subscription, or of one {@link DedupWindow}, with clock and counts. */
final class DedupMemory<K> implements Admission<K> {
  private final DedupSpec spec;
  private final SeenWindow<K> seen;
  private final RunClock clock;

  DedupMemory(DedupSpec spec) {
    this.spec = spec;
    this.seen = new SeenWindow<>(Nanos.of(spec.window()), spec.maxKeys(), spec.renewing());
    this.clock = new RunClock(() -> spec.scheduler().now(TimeUnit.NANOSECONDS));
  }

  @Override
  public boolean admit(K key, boolean inRun) {
    long before = seen.forgotten();
    boolean admitted = seen.admit(key, clock.now(inRun));
    if (!admitted) {
      spec.recorder().count(Meter.DEDUP_DROPPED, 1);
    } else if (seen.forgotten() != before) {
      spec.recorder().count(Meter.DEDUP_FORGOTTEN, seen.forgotten() - before);
    }
    return admitted;
  }
}
