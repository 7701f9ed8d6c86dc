package io.github.reactoraws.cache.tier.disk;

import java.sql.SQLException;
import java.util.List;

/** Takes the key of a list that is broken. */
final class DropOp implements DiskOp {
  private final long id;
  private final Health health;
  private boolean dropped;

  DropOp(long id, Health health) {
    this.id = id;
    this.health = health;
  }

  @Override
  public void run(DiskRows rows) throws SQLException {
    dropped = rows.orphan(List.of(id)) > 0;
  }

  @Override
  public void committed() {
    health.broken(dropped ? 1 : 0);
  }
}
