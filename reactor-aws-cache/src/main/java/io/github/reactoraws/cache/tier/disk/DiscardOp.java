package io.github.reactoraws.cache.tier.disk;

import java.sql.SQLException;

/** Deletes what was written of a list that was given up. */
final class DiscardOp implements DiskOp {
  private final Draft draft;
  private final Holds holds;

  DiscardOp(Draft draft, Holds holds) {
    this.draft = draft;
    this.holds = holds;
  }

  @Override
  public void run(DiskRows rows) throws SQLException {
    draft.discard(rows);
  }

  @Override
  public void committed() {
    holds.release(draft.id());
  }

  @Override
  public void failed(Throwable why) {
    holds.release(draft.id());
  }
}
