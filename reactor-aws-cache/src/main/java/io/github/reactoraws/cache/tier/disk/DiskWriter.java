package io.github.reactoraws.cache.tier.disk;

import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The thread that writes: takes what is queued, many at a time, and does that in one transaction,
 * so that one commit serves all.
 *
 * <p>What is queued is done in its order. Who adds never waits, but is told if the queue is full.
 */
final class DiskWriter {
  private static final long FULL_BYTES = 16L << 20;
  private static final int BUSY_TRIES = 5;
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long GATHER_NANOS = 100_000; // a commit costs more than so short a wait

  private final DiskFile file;
  private final Health health;
  private final Holds holds;
  private final Chores chores;
  private final Workers workers;
  private final LongSupplier clock;
  private final WorkQueue<DiskOp> queue = new WorkQueue<>();
  private final AtomicLong queuedBytes = new AtomicLong();
  private final Set<Draft> unfinished = new LinkedHashSet<>();
  private final Checkpoints checkpoints;
  private final Thread thread;
  private volatile int brokenGeneration = -1; // of the file; none yet
  private volatile boolean closing;
  private volatile boolean ended;
  private @Nullable DiskRows rows;
  private boolean crowded;

  DiskWriter(
      DiskFile file,
      Health health,
      Holds holds,
      Chores chores,
      Workers workers,
      LongSupplier clock) {
    this.file = file;
    this.health = health;
    this.holds = holds;
    this.chores = chores;
    this.workers = workers;
    this.clock = clock;
    open();
    this.checkpoints = new Checkpoints(file, health::failedToWrite);
    this.thread = DiskThreads.start("writer", this::work);
  }

  /** Fails when all fails that is added. */
  void requireOn() {
    if (!health.isOn()) {
      throw health.refusal();
    }
  }

  /** Adds what will be done, or fails; returns whether there was room for it. */
  boolean add(DiskOp op) {
    if (!health.isOn()) {
      fail(List.of(op), health.refusal());
      return true;
    }
    boolean room = queuedBytes.addAndGet(op.bytes()) <= FULL_BYTES;
    queue.add(op);
    if (ended) {
      failQueued();
    }
    return room;
  }

  void wake() {
    queue.wake();
  }

  /** Takes note that a file is broken. */
  void broken(int generation) {
    if (generation == file.generation()) {
      brokenGeneration = generation;
      wake();
    }
  }

  /** In the running transaction, this list has begun and is not complete. */
  void unfinished(Draft draft) {
    unfinished.add(draft);
  }

  /** Whether there is no room for lists that are being written; of the running transaction. */
  boolean isCrowded() {
    return crowded;
  }

  private void work() {
    try {
      loop();
    } finally { // whatever it was, nobody waits for ever
      health.off();
      closeRows();
      ended = true;
      failQueued();
    }
  }

  private void loop() {
    while (true) {
      Batch batch = take();
      long now = clock.getAsLong();
      if (health.isOn()) {
        look(now);
      }
      boolean working = health.isOn() || closing;
      if (batch.isEmpty() && !(working && chores.areDue(now))) {
        if (closing) {
          break;
        }
        checkpoints.idle();
      } else if (!write(batch, now) && closing && batch.isEmpty()) {
        break;
      }
      if (checkpoints.takeNearlyDone()) {
        checkpoint();
      }
    }
  }

  private Batch take() {
    Batch batch = new Batch();
    boolean mayWait = !closing && !(health.isOn() && holds.hasFree());
    batch.fill(mayWait ? queue.take(IDLE_NANOS) : queue.poll(), queue);
    if (!batch.isEmpty()
        && batch.hasRoom()
        && workers.hasQueuedTasks()) { // which add more, for the same commit
      LockSupport.parkNanos(GATHER_NANOS);
      batch.fill(queue.poll(), queue);
    }
    return batch;
  }

  /** Goes on with another file if this one is broken, or gone. */
  private void look(long now) {
    if (rows != null && file.isReplaced()) {
      replace(now);
    } else if (brokenGeneration == file.generation()) {
      health.broken(1);
      health.failedToWrite(); // and if that goes on, the tier goes off
      replace(now);
    }
  }

  private void replace(long now) {
    closeRows();
    try {
      file.replace(now);
      holds.forget();
      open();
    } catch (IOException | RuntimeException failed) {
      health.failedForGood();
    }
  }

  private void open() {
    try {
      DiskRows open = file.openForWriting(clock.getAsLong(), () -> health.broken(1));
      rows = open;
      health.holds(open.total());
    } catch (SQLException failed) {
      closeRows();
      if (SqlErrors.isForGood(failed)) {
        health.failedForGood();
      } else {
        health.failedToWrite(); // who writes next tries again
      }
    } catch (IOException | RuntimeException | LinkageError failed) {
      closeRows();
      health.failedForGood();
    }
  }

  private void closeRows() {
    DiskRows known = rows;
    rows = null;
    if (known != null) {
      try {
        known.close();
      } catch (SQLException useless) {
        // what was committed is in the file, and all else is void
      }
    }
  }

  private boolean write(Batch batch, long now) {
    if (rows == null && (health.isOn() || closing)) {
      open();
    }
    DiskRows open = rows;
    if (open == null) {
      free(batch);
      fail(batch.ops(), health.refusal());
      return false;
    }
    unfinished.clear();
    try {
      begin(open, now);
      for (DiskOp op : batch.ops()) {
        op.run(open);
      }
      for (Draft draft : unfinished) {
        if (draft.isUnfinished()) {
          draft.stub(open);
        }
      }
      long total = chores.run(open, now);
      List<Long> adrift = open.commit();
      checkpoints.committed(batch.bytes());
      crowded = chores.isTooMuch(total);
      if (open.hasStored()) { // what needs no room tells nothing
        health.wrote();
      }
      health.holds(total);
      chores.committed();
      holds.adrift(adrift);
      done(batch);
      return true;
    } catch (SQLException | RuntimeException | Error failed) {
      chores.failed();
      closeRows(); // which rolls back; a statement that has failed cannot be used again
      free(batch);
      try {
        writeFailed(failed);
      } finally { // whatever that meets
        fail(batch.ops(), failed);
      }
      return false;
    }
  }

  private void checkpoint() {
    DiskRows open = rows;
    if (open == null) {
      return;
    }
    try {
      open.checkpoint();
    } catch (SQLException failed) {
      closeRows();
      writeFailed(failed);
    }
  }

  private static void begin(DiskRows open, long now) throws SQLException {
    for (int tries = 1; ; tries++) {
      try {
        open.begin(now);
        return;
      } catch (SQLException failed) {
        if (!SqlErrors.isBusy(failed) || tries == BUSY_TRIES) {
          throw failed;
        }
      }
    }
  }

  /** Judges a failure to read the file of a generation. */
  void readFailed(Throwable failed, int generation) {
    if (!isOfTheFile(failed, generation)) {
      health.failedToRead();
    }
  }

  private void writeFailed(Throwable failed) {
    if (!isOfTheFile(failed, file.generation())) {
      health.failedToWrite();
    }
  }

  /** Whether a failure tells of the file as a whole, which is seen to then. */
  private boolean isOfTheFile(Throwable failed, int generation) {
    if (file.isAnother(generation)) {
      wake(); // what was asked was another one, or is by now
    } else if (file.isBroken(failed)) {
      broken(generation);
    } else if (SqlErrors.isForGood(failed)) {
      health.failedForGood();
    } else {
      return false;
    }
    return true;
  }

  private void done(Batch batch) {
    if (!batch.isEmpty()) {
      batch.ops().forEach(DiskOp::committed);
      free(batch);
      signal(batch.ops());
    }
  }

  private void fail(List<DiskOp> ops, Throwable why) {
    ops.forEach(op -> op.failed(why));
    signal(ops);
  }

  private void signal(List<DiskOp> ops) {
    workers.submit(desk -> ops.forEach(op -> Workers.guard(op::signal)));
  }

  private void free(Batch batch) {
    queuedBytes.addAndGet(-batch.bytes());
  }

  private void failQueued() {
    for (DiskOp op = queue.drain(); op != null; op = queue.drain()) {
      fail(List.of(op), health.refusal());
    }
  }

  /** Ends the thread when all is done that was added. */
  void close(long deadlineNanos) {
    closing = true;
    wake();
    checkpoints.close(deadlineNanos);
    DiskThreads.join(thread, deadlineNanos);
  }
}
