package io.github.reactoraws.cache.tier.disk;

import java.sql.SQLException;

/** Something that the writer does, with others in one transaction. */
interface DiskOp {

  /** Changes rows. */
  void run(DiskRows rows) throws SQLException;

  /** Takes note, on the writer's thread, that the transaction was committed. */
  default void committed() {}

  /** Takes note, on any thread, that nothing was done. */
  default void failed(Throwable why) {}

  /** Signals what came of it, on a worker's thread. */
  default void signal() {}

  /** What it keeps in memory until it is done. */
  default int bytes() {
    return 0;
  }
}
