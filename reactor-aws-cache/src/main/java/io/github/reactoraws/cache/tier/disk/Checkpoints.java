package io.github.reactoraws.cache.tier.disk;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The thread that brings what was committed from SQLite's log into the file, while the writer goes
 * on; or the writer, and all who wait for it, would stand still until the disk has it.
 *
 * <p>A log begins anew only when all of it is in the file, so the writer does the last of it:
 * {@link #takeNearlyDone}.
 */
final class Checkpoints {
  private static final long DUE_BYTES = 64L << 20;
  private static final long TRANSACTION_BYTES = 40 << 10; // about what one takes beside its pages
  private static final int ROUNDS = 4;
  private static final int FEW = 256; // pages of SQLite's

  private final DiskFile file;
  private final Runnable failed;
  private final Semaphore due = new Semaphore(0);
  private final Thread thread;
  private final AtomicBoolean nearlyDone = new AtomicBoolean();
  private volatile boolean closing;
  private long logged; // since the last one; the writer's

  /**
   * @param failed is told when one fails, which tells nothing of the file: who reads or writes will
   *     meet the same if that is so
   */
  Checkpoints(DiskFile file, Runnable failed) {
    this.file = file;
    this.failed = failed;
    this.thread = DiskThreads.start("checkpoints", this::work);
  }

  /** Takes note of a transaction with so many bytes of pages; on the writer's thread. */
  void committed(long bytes) {
    logged += TRANSACTION_BYTES + bytes;
    if (logged >= DUE_BYTES) {
      request();
    }
  }

  /** Uses a pause of the writer's; on its thread. */
  void idle() {
    if (logged > 0) {
      request();
    }
  }

  private void request() {
    logged = 0;
    due.release();
  }

  /** Whether the rest, mostly little, is the writer's to do now; tells so once. */
  boolean takeNearlyDone() {
    return nearlyDone.getAndSet(false);
  }

  private void work() {
    while (true) {
      due.acquireUninterruptibly();
      due.drainPermits();
      if (closing) {
        return;
      }
      try {
        run();
      } catch (SQLException | RuntimeException | Error unfinished) {
        failed.run();
      }
    }
  }

  private void run() throws SQLException {
    Connection connection = file.openForReading();
    try (Statement sql = connection.createStatement()) {
      run(sql);
    } finally {
      DiskFile.close(connection);
    }
  }

  /** The writer logs more meanwhile, but less from round to round. */
  private void run(Statement sql) throws SQLException {
    int left = Integer.MAX_VALUE;
    for (int round = 0; round < ROUNDS && left > FEW && !closing; round++) {
      try (ResultSet row = sql.executeQuery("PRAGMA wal_checkpoint(PASSIVE)")) {
        left = row.next() ? row.getInt("log") - row.getInt("checkpointed") : 0;
      }
    }
    nearlyDone.set(left > 0);
  }

  void close(long deadlineNanos) {
    closing = true;
    due.release();
    DiskThreads.join(thread, deadlineNanos);
  }
}
