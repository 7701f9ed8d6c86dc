package io.github.reactoraws.client;

import io.github.reactoraws.metrics.Meter;
import io.github.reactoraws.metrics.Recorder;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** How many connections are open and in use, and how many requests wait for one. Thread-safe. */
final class PoolFigures {
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger leased = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private volatile List<Runnable> watches = List.of();

  /** Shows the figures until {@link #hide}. */
  void show(Recorder recorder) {
    watches =
        List.of(
            recorder.watch(Meter.POOL_LEASED, leased::get),
            recorder.watch(Meter.POOL_WAITING, waiting::get),
            recorder.watch(Meter.POOL_AVAILABLE, this::available));
  }

  void hide() {
    watches.forEach(Runnable::run);
  }

  void waits() {
    waiting.incrementAndGet();
  }

  void waitsNoLonger() {
    waiting.decrementAndGet();
  }

  void leased() {
    leased.incrementAndGet();
  }

  void handedBack() {
    leased.decrementAndGet();
  }

  void opened() {
    open.incrementAndGet();
  }

  void closed() {
    open.decrementAndGet();
  }

  /** The two counts are read one after the other, and a connection may close in use. */
  private int available() {
    return Math.max(0, open.get() - leased.get());
  }
}
