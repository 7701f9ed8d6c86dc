package io.github.reactoraws.cache.tier.disk;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A list that is being written, as the writer sees it: changed by its thread, but for a loss. */
final class Draft {
  private static final int LIST_BYTES = 128; // about what rows and indexes take
  private static final int PAGE_BYTES = 64;

  private final DiskFile file;
  private final Holds holds;
  private final long maxBytes;
  private final AtomicLong promised = new AtomicLong(LIST_BYTES);
  private volatile long id;
  private volatile @Nullable Throwable lost;
  private volatile boolean written; // in the running transaction, or before
  private volatile boolean durable; // by a transaction that was committed
  private volatile boolean published;
  private volatile boolean kept;
  private int generation;
  private long bytes;
  private long noted; // of these, as its row among the lists that are not complete has it

  Draft(DiskFile file, Holds holds, long maxBytes) {
    this.file = file;
    this.holds = holds;
    this.maxBytes = maxBytes;
  }

  /** Its number, or 0 if it has none yet. */
  long id() {
    return id;
  }

  @Nullable Throwable lost() {
    return lost;
  }

  /** Takes note of a page to come; a list that can never be kept must not drive out others. */
  void promise(int pageBytes) {
    if (promised.addAndGet(PAGE_BYTES + (long) pageBytes) > maxBytes) {
      throw new IllegalStateException("a list has at most maxBytes, " + maxBytes + ", had more");
    }
  }

  /** It will not be stored; what a transaction has not committed of it was never there. */
  void lose(Throwable why) {
    if (lost == null) {
      lost = why;
    }
    published = false;
    if (!durable) {
      written = false;
      long unused = id;
      id = 0; // as another list may get it
      holds.release(unused);
    }
  }

  /** Whether it has pages by now that nobody would find if it is never completed. */
  boolean isUnfinished() {
    return written && !published;
  }

  /** Gives it a number, which it holds; returns whether it can be written. */
  boolean begin(DiskRows rows) throws SQLException {
    if (lost == null && id != 0 && generation != file.generation()) {
      lost = new IllegalStateException("the file was broken that the list was written in");
    }
    if (lost != null || published) {
      return false;
    }
    if (id == 0) {
      generation = file.generation();
      long fresh = rows.newId();
      holds.hold(fresh);
      id = fresh;
    }
    return true;
  }

  void write(DiskRows rows, int page, byte[] sealed) throws SQLException {
    PageEnvelope.place(sealed, id, page);
    rows.insertPage(id, page, sealed);
    written = true;
    long more = PAGE_BYTES + (long) sealed.length;
    bytes += more;
    rows.grow(more);
  }

  /** Notes it among the lists that are not complete. */
  void stub(DiskRows rows) throws SQLException {
    rows.stub(id, bytes);
    noted = bytes;
  }

  void publish(DiskRows rows, EntryRow content) throws SQLException {
    long more = LIST_BYTES + 2L * content.path().length() + content.format().length();
    bytes += more;
    rows.grow(more);
    rows.publish(
        new EntryRow(
            id,
            content.path(),
            content.format(),
            content.keyId(),
            content.loadedAt(),
            content.took(),
            content.expiresAt(),
            content.pages(),
            content.items(),
            bytes),
        noted > 0);
    written = true;
    published = true;
  }

  /** Whether it can be found, so that whoever wrote it only holds it. */
  boolean isKept() {
    return kept;
  }

  /** Takes note that the transaction was committed that published it. */
  void published() {
    committed();
    kept = lost == null;
  }

  /** Takes note that the transaction was committed that it was changed in. */
  void committed() {
    if (lost == null) {
      durable = true;
    }
  }

  /** Deletes what was written of it; no page that comes later is written. */
  void discard(DiskRows rows) throws SQLException {
    if (published) {
      return;
    }
    boolean whole = lost == null;
    if (whole) {
      lost = new IllegalStateException("list was abandoned");
    }
    if (written && generation == file.generation()) {
      if (whole) {
        rows.grow(noted - bytes); // the rest is subtracted with its row
      }
      rows.delete(id);
    }
    written = false;
  }
}
