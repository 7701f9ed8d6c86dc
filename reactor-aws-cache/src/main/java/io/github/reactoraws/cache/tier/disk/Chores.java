package io.github.reactoraws.cache.tier.disk;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the writer does besides: deletes what may go, sweeps what has expired, makes room. */
final class Chores {
  private static final int DELETES = 256; // at a time, so that others need not wait for long
  private static final long SWEEP_MILLIS = TimeUnit.MINUTES.toMillis(5);
  private static final long LEFTOVER_MILLIS = TimeUnit.HOURS.toMillis(1);
  private static final double ROOM = 0.9; // of the most bytes, when room was made

  private final Holds holds;
  private final Touches touches;
  private final Health health;
  private final long maxBytes;
  private long swept = Long.MIN_VALUE;
  private List<Long> deleting = List.of();
  private long evicted;

  Chores(Holds holds, Touches touches, Health health, long maxBytes) {
    this.holds = holds;
    this.touches = touches;
    this.health = health;
    this.maxBytes = maxBytes;
  }

  boolean areDue(long now) {
    return holds.hasFree() || touches.areDue() || isSweepDue(now);
  }

  private boolean isSweepDue(long now) {
    return swept == Long.MIN_VALUE || now - swept >= SWEEP_MILLIS;
  }

  /** Does what is due, in the writer's transaction; returns the total. */
  long run(DiskRows rows, long now) throws SQLException {
    deleting = holds.takeFree(DELETES);
    for (long id : deleting) {
      rows.delete(id);
    }
    if (touches.areDue()) {
      touches.flush(rows::touch);
    }
    if (isSweepDue(now)) {
      sweep(rows, now);
    }
    long total = rows.settle();
    if (total > maxBytes) {
      touches.flush(rows::touch);
      evicted = rows.evict(total - (long) (ROOM * maxBytes));
      total = rows.settle();
    }
    return total;
  }

  private void sweep(DiskRows rows, long now) throws SQLException {
    swept = now;
    rows.orphanExpired();
    for (long id : rows.leftovers(now - LEFTOVER_MILLIS)) {
      if (!holds.isHeld(id)) {
        rows.delete(id);
      }
    }
    rows.recount();
  }

  /** Whether lists that cannot be evicted, as they are being written, take too much. */
  boolean isTooMuch(long total) {
    return total > maxBytes;
  }

  void committed() {
    health.evicted(evicted);
    evicted = 0;
    deleting = List.of();
  }

  /** Nothing was done; it will be again. */
  void failed() {
    evicted = 0;
    swept = Long.MIN_VALUE;
    holds.giveBack(deleting);
    deleting = List.of();
  }
}
