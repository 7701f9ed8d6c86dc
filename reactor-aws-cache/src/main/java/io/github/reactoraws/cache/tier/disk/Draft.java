package io.github.reactoraws.cache.tier.disk;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A list that is being written, as the writer sees it: changed by its thread alone. */
final class Draft {
  private static final int LIST_BYTES = 128; // about what rows and indexes take
  private static final int PAGE_BYTES = 64;

  private final DiskFile file;
  private final Holds holds;
  private volatile long id;
  private volatile @Nullable Throwable lost;
  private int generation;
  private long bytes;
  private boolean stubbed;
  private volatile boolean published;

  Draft(DiskFile file, Holds holds) {
    this.file = file;
    this.holds = holds;
  }

  /** Its number, or 0 if it has none yet. */
  long id() {
    return id;
  }

  int generation() {
    return generation;
  }

  @Nullable Throwable lost() {
    return lost;
  }

  void lose(Throwable why) {
    if (lost == null) {
      lost = why;
    }
    published = false;
  }

  boolean isPublished() {
    return published;
  }

  /** Gives it a number, which it holds; returns whether it can be written. */
  boolean begin(DiskRows rows) throws SQLException {
    if (lost == null && id != 0 && generation != file.generation()) {
      lost = new IllegalStateException("the file was broken that the list was written in");
    }
    if (lost != null) {
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
    long more = PAGE_BYTES + (long) sealed.length;
    bytes += more;
    rows.grow(more);
  }

  /** Notes it among the lists that are not complete. */
  void stub(DiskRows rows) throws SQLException {
    rows.stub(id, bytes);
    stubbed = true;
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
            bytes));
    published = true;
  }

  /** Deletes what was written of it. */
  void discard(DiskRows rows) throws SQLException {
    if (id == 0 || published || generation != file.generation()) {
      return;
    }
    if (!stubbed && lost == null) {
      rows.grow(-bytes);
    }
    rows.delete(id);
    published = true; // nothing is left to do
  }
}
