package io.github.reactoraws;

import io.github.reactoraws.metrics.Meter;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gathers keys into batches: which key joins a load, which batch may leave, which values are still
 * remembered. Not thread-safe.
 *
 * @param <K> a key
 * @param <V> its value
 * @param <W> what the owner keeps beside each key
 */
final class Batches<K, V, W> {

  /*
   * A key stands in `known` from its first ask until its load is settled, and so long again as its
   * value is remembered; whoever asks meanwhile joins. New keys go into the open batch, which is
   * the youngest of `gathered`; the others before it are full and wait for a call to end, unless
   * they have shrunk since.
   */

  private final BatchSpec spec;
  private final LongSupplier nanoClock;
  private final long maxDelay;
  private final long rememberFor;

  private final KeyLoads<K, V, W> known = new KeyLoads<>();
  private final ArrayDeque<Batch<K, V, W>> gathered = new ArrayDeque<>();
  private final ArrayDeque<Remembered<K, V, W>> remembered = new ArrayDeque<>(); // oldest first
  private int inFlight;
  private boolean overdue; // the oldest gathered batch need not fill any more

  Batches(BatchSpec spec, LongSupplier nanoClock) {
    this.spec = spec;
    this.nanoClock = nanoClock;
    this.maxDelay = Nanos.of(spec.maxDelay());
    this.rememberFor = Nanos.of(spec.rememberFor());
  }

  /** Forgets what is too old by now; to be called before {@link #ask} when time may have passed. */
  void forgetOld() {
    if (!remembered.isEmpty()) {
      forgetOld(nanoClock.getAsLong());
    }
  }

  /** Joins what is known of {@code key}, or puts it into the open batch. */
  KeyLoad<K, V, W> ask(K key) {
    KeyLoad<K, V, W> load = known.get(key);
    if (load == null) {
      load = new KeyLoad<>(key);
      known.add(load);
      openBatch().add(load);
    }
    return load;
  }

  private Batch<K, V, W> openBatch() {
    Batch<K, V, W> youngest = gathered.peekLast();
    if (youngest == null || youngest.size() == spec.maxBatchSize()) {
      youngest = new Batch<>(spec.maxBatchSize(), nanoClock.getAsLong());
      gathered.add(youngest);
    }
    return youngest;
  }

  /**
   * Takes the next batch that may leave, if there is one and a call is free.
   *
   * @param hurry whether a batch leaves that is neither full nor overdue, as nothing more comes
   */
  @Nullable Batch<K, V, W> next(boolean hurry) {
    if (inFlight == spec.parallelism()) {
      return null;
    }
    Batch<K, V, W> leaving = hurry || overdue ? gathered.peek() : firstFull();
    if (leaving != null) {
      overdue = false;
      gathered.remove(leaving);
      leaving.setInFlight(true);
      inFlight++;
    }
    return leaving;
  }

  private @Nullable Batch<K, V, W> firstFull() {
    for (Batch<K, V, W> batch : gathered) {
      if (batch.size() == spec.maxBatchSize()) {
        return batch;
      }
    }
    return null;
  }

  /** Whether a batch waits for keys, and so for {@link #untilDue}. */
  boolean filling() {
    Batch<K, V, W> oldest = gathered.peek();
    return oldest != null && !overdue && oldest.size() < spec.maxBatchSize();
  }

  /** Whether no batch may leave but in a hurry; for an owner that never withdraws a key. */
  boolean onlyFill() {
    return gathered.isEmpty() || filling();
  }

  /** Nanoseconds until the batch that is {@link #filling} has waited long enough. */
  long untilDue() {
    Batch<K, V, W> oldest = gathered.element();
    return maxDelay - (nanoClock.getAsLong() - oldest.openedAt());
  }

  /** Lets the batch that is {@link #filling} leave if it has waited long enough. */
  void checkDue() {
    overdue |= filling() && untilDue() <= 0;
  }

  /** Settles all loads of a batch that {@link #next} has given, and frees its call. */
  void settle(Batch<K, V, W> batch, BatchOutcome<K, V> outcome) {
    land(batch);
    long now = rememberFor > 0 ? nanoClock.getAsLong() : 0;
    for (KeyLoad<K, V, W> load : batch.loads()) {
      load.settle(outcome);
      count(load.state());
      if (rememberFor > 0 && load.state() == KeyLoad.State.LOADED) {
        remembered.add(new Remembered<>(load, now));
      } else {
        known.remove(load);
      }
    }
    forgetOld(now);
  }

  private void count(KeyLoad.State end) {
    switch (end) {
      case ABSENT -> spec.recorder().count(Meter.BATCH_ABSENT, 1);
      case FAILED, BROKEN -> spec.recorder().count(Meter.BATCH_FAILED, 1);
      default -> {}
    }
  }

  /** Takes back a key that nobody wants any more, if it has not left yet. */
  void withdraw(KeyLoad<K, V, W> load) {
    Batch<K, V, W> batch = load.batch();
    if (batch == null || batch.isInFlight()) {
      return;
    }
    known.remove(load);
    batch.remove(load);
    if (batch.size() == 0) {
      overdue &= gathered.peek() != batch;
      gathered.remove(batch);
    }
  }

  /** Gives up a batch in flight: its keys are as if never asked for. */
  void abandon(Batch<K, V, W> batch) {
    land(batch);
    batch.loads().forEach(load -> known.remove(load));
  }

  private void land(Batch<K, V, W> batch) {
    batch.setInFlight(false);
    inFlight--;
  }

  private void forgetOld(long now) {
    Remembered<K, V, W> oldest = remembered.peek();
    while (oldest != null
        && (remembered.size() > spec.maxRemembered() || now - oldest.since() >= rememberFor)) {
      known.remove(oldest.load());
      remembered.remove();
      oldest = remembered.peek();
    }
  }

  private record Remembered<K, V, W>(KeyLoad<K, V, W> load, long since) {}
}
