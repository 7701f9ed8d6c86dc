package io.github.reactoraws.cache;

import io.github.reactoraws.cache.tier.EntryTimes;
import io.github.reactoraws.cache.tier.ListWriter;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Writes what a recording takes into a tier, chunk by chunk as the tier takes them. */
final class TierCopy<T> {

  /*
   * One append at a time; whoever brings `work` from zero goes on. What waits is bounded by the
   * recording: it asks for nothing while it is narrow and too much waits.
   */

  private record Waiting<T>(List<T> values, long end) {}

  private final ListWriter<T> writer;
  private final Recording<T> recording;
  private final Queue<Waiting<T>> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger work = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean(); // committed, abandoned or failed
  private volatile boolean busy;
  private volatile long stored;
  private volatile @Nullable EntryTimes times;

  TierCopy(ListWriter<T> writer, Recording<T> recording) {
    this.writer = writer;
    this.recording = recording;
  }

  /** How many values the tier has. */
  long stored() {
    return stored;
  }

  Mono<List<T>> page(int index) {
    return Mono.defer(() -> writer.page(index));
  }

  /**
   * Takes a chunk.
   *
   * @param end how many values there are up to its last
   */
  void offer(List<T> values, long end) {
    if (!over.get()) {
      waiting.add(new Waiting<>(values, end));
      drain();
    }
  }

  /** Lets the recording commit when all is stored. */
  void finish(EntryTimes all) {
    times = all;
    drain();
  }

  private void drain() {
    if (work.getAndIncrement() != 0) {
      return;
    }
    int missed = 1;
    do {
      if (!busy) {
        next();
      }
      missed = work.addAndGet(-missed);
    } while (missed != 0);
  }

  private void next() {
    EntryTimes complete = times;
    Waiting<T> chunk = waiting.poll();
    if (chunk != null && !over.get()) {
      busy = true;
      append(chunk);
    } else if (complete != null) {
      times = null;
      if (over.get()) {
        recording.settled();
      } else {
        recording.commit(this, complete);
      }
    }
  }

  private void append(Waiting<T> chunk) {
    Mono.defer(() -> writer.append(chunk.values()))
        .subscribe(
            null,
            this::failed,
            () -> {
              stored = chunk.end();
              busy = false;
              recording.stored();
              drain();
            });
  }

  private void failed(Throwable error) {
    abandon();
    busy = false;
    recording.failed(this);
    drain();
  }

  /** Commits; the recording holds its lock, so that no invalidation comes in between. */
  void commit(EntryTimes all) {
    over.set(true);
    Mono.defer(() -> writer.commit(all)).subscribe(null, this::notCommitted, recording::settled);
  }

  private void notCommitted(Throwable error) {
    recording.failed(this);
    recording.settled();
  }

  void abandon() {
    if (over.compareAndSet(false, true)) {
      waiting.clear();
      recording.attempt(writer::abandon);
    }
  }

  /** No page is read back any more. */
  void release() {
    abandon();
    recording.attempt(writer::release);
  }
}
