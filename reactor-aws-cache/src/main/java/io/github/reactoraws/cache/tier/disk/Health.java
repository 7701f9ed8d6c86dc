package io.github.reactoraws.cache.tier.disk;

import io.github.reactoraws.metrics.Meter;
import io.github.reactoraws.metrics.Recorder;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Whether the tier works, and what its meters say. Thread-safe. */
final class Health {
  private static final int MOST_FAILURES = 3; // in a row

  private enum State {
    ON,
    OFF,
    CLOSED
  }

  private final Recorder recorder;
  private final AtomicReference<State> state = new AtomicReference<>(State.ON);
  private final AtomicInteger failedReads = new AtomicInteger();
  private final AtomicInteger failedWrites = new AtomicInteger();
  private final Runnable offWatch;
  private final Runnable bytesWatch;
  private volatile long bytes;

  Health(Recorder recorder) {
    this.recorder = recorder;
    this.offWatch =
        recorder.watch(Meter.CACHE_TIERS_OFF, () -> state.get() == State.OFF ? 1.0 : 0.0);
    this.bytesWatch = recorder.watch(Meter.CACHE_DISK_BYTES, () -> bytes);
  }

  boolean isOn() {
    return state.get() == State.ON;
  }

  /** Why nothing works; asked only when nothing does. */
  IllegalStateException refusal() {
    State now = state.get();
    return new IllegalStateException(
        now == State.OFF
            ? "disk tier is off, since its file cannot be used"
            : now == State.CLOSED
                ? "disk tier is closed"
                : "file of the disk tier cannot be opened now");
  }

  void off() {
    state.compareAndSet(State.ON, State.OFF);
  }

  /** Returns whether this was the first time. */
  boolean close() {
    if (state.getAndSet(State.CLOSED) == State.CLOSED) {
      return false;
    }
    offWatch.run();
    bytesWatch.run();
    return true;
  }

  void read() {
    if (failedReads.get() != 0) {
      failedReads.set(0);
    }
  }

  void wrote() {
    failedWrites.set(0);
  }

  /** One more failure; too many in a row switch the tier off. */
  void failedToRead() {
    failed(failedReads);
  }

  /** The same, of a write: reads that work do not make good for it. */
  void failedToWrite() {
    failed(failedWrites);
  }

  private void failed(AtomicInteger inARow) {
    recorder.count(Meter.CACHE_TIER_ERRORS, 1);
    if (inARow.incrementAndGet() >= MOST_FAILURES) {
      off();
    }
  }

  /** A failure that lasts. */
  void failedForGood() {
    recorder.count(Meter.CACHE_TIER_ERRORS, 1);
    off();
  }

  void holds(long total) {
    bytes = total;
  }

  void broken(long lists) {
    count(Meter.CACHE_BROKEN, lists);
  }

  void evicted(long lists) {
    count(Meter.CACHE_EVICTED, lists);
  }

  private void count(Meter meter, long amount) {
    if (amount > 0) {
      recorder.count(meter, amount);
    }
  }
}
