package io.github.reactoraws.cache.tier.disk;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What one worker works with: its connection and its envelope. One thread's. */
final class Desk implements AutoCloseable {
  private final DiskFile file;
  private final PageEnvelope envelope;
  private @Nullable DiskReads reads;
  private int generation;

  Desk(DiskFile file, @Nullable PageCipher cipher) {
    this.file = file;
    this.envelope = new PageEnvelope(cipher);
  }

  PageEnvelope envelope() {
    return envelope;
  }

  /** Of the file that was asked last. */
  int generation() {
    return generation;
  }

  /** A connection to the file of now. */
  DiskReads reads() throws SQLException {
    DiskReads known = reads;
    if (known != null && generation == file.generation()) {
      return known;
    }
    closeReads();
    generation = file.generation(); // first: what is opened may be a later one
    DiskReads fresh = new DiskReads(file);
    reads = fresh;
    return fresh;
  }

  /** Ends the transaction, unless it ended with its connection. */
  void endReads() throws SQLException {
    if (reads != null) {
      reads.end();
    }
  }

  /** Gives up the connection: a statement that has failed cannot be used again. */
  void closeReads() {
    DiskReads known = reads;
    reads = null;
    if (known != null) {
      try {
        known.close();
      } catch (SQLException useless) {
        // nothing was written on it
      }
    }
  }

  @Override
  public void close() {
    closeReads();
    envelope.close();
  }
}
