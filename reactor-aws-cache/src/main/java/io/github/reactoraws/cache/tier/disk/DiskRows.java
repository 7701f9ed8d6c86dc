package io.github.reactoraws.cache.tier.disk;

import io.github.reactoraws.cache.key.KeyPattern;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the writer does to rows, in transactions: {@link #begin}, changes, {@link #settle}, {@link
 * #commit}. One thread's.
 */
final class DiskRows implements AutoCloseable {
  private static final int IDS = 1_024;
  private static final String PATHLESS =
      "UPDATE entry SET path = NULL, bytes = -bytes, changed_at = ? WHERE ";
  private static final char AFTER_ALL = '\u007f'; // in no path

  private final Connection connection;
  private final PreparedStatement lock;
  private final PreparedStatement settle;
  private final PreparedStatement recount;
  private final PreparedStatement ids;
  private final PreparedStatement insertPage;
  private final PreparedStatement insertEntry;
  private final PreparedStatement byPath;
  private final PreparedStatement orphanId;
  private final PreparedStatement orphanIds;
  private final PreparedStatement orphanRange;
  private final PreparedStatement orphanExpired;
  private final PreparedStatement paths;
  private final PreparedStatement oldest;
  private final PreparedStatement deletePages;
  private final PreparedStatement deleteEntry;
  private final PreparedStatement touch;
  private final PreparedStatement leftovers;
  private final PreparedStatement checkpoint;

  private final List<Long> adrift = new ArrayList<>();
  private long nextId;
  private long lastId;
  private long delta;
  private long now;
  private long total;
  private boolean stored;

  DiskRows(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
    lock = connection.prepareStatement("UPDATE total SET bytes = bytes");
    settle = connection.prepareStatement("UPDATE total SET bytes = bytes + ? RETURNING bytes");
    recount =
        connection.prepareStatement(
            "UPDATE total SET bytes = (SELECT coalesce(sum(bytes), 0) FROM entry WHERE bytes > 0)");
    ids = connection.prepareStatement("UPDATE total SET next_id = next_id + ? RETURNING next_id");
    insertPage = connection.prepareStatement("INSERT INTO page VALUES(?, ?)");
    insertEntry =
        connection.prepareStatement("INSERT OR REPLACE INTO entry VALUES(?, ?, ?, ?, ?, ?, ?)");
    byPath = connection.prepareStatement("SELECT id FROM entry WHERE path = ?");
    orphanId =
        connection.prepareStatement(PATHLESS + "id = ? AND path IS NOT NULL RETURNING id, bytes");
    orphanIds =
        connection.prepareStatement(
            PATHLESS
                + "id IN (SELECT value FROM json_each(?)) AND path IS NOT NULL RETURNING id, bytes");
    orphanRange =
        connection.prepareStatement(PATHLESS + "path >= ? AND path < ? RETURNING id, bytes");
    orphanExpired =
        connection.prepareStatement(
            PATHLESS + "path IS NOT NULL AND expires_at <= ? RETURNING id, bytes");
    paths = connection.prepareStatement("SELECT id, path FROM entry WHERE path >= ? AND path < ?");
    oldest =
        connection.prepareStatement(
            "SELECT id, bytes FROM entry WHERE path IS NOT NULL ORDER BY touched_at LIMIT ?");
    deletePages = connection.prepareStatement("DELETE FROM page WHERE id BETWEEN ? AND ?");
    deleteEntry = connection.prepareStatement("DELETE FROM entry WHERE id = ? RETURNING bytes");
    touch =
        connection.prepareStatement(
            "UPDATE entry SET touched_at = ? WHERE id = ? AND path IS NOT NULL");
    leftovers =
        connection.prepareStatement("SELECT id FROM entry WHERE path IS NULL AND changed_at < ?");
    checkpoint = connection.prepareStatement("PRAGMA wal_checkpoint(PASSIVE)");
  }

  /** Begins a transaction, in which no other process writes. */
  void begin(long at) throws SQLException {
    now = at;
    adrift.clear();
    delta = 0;
    stored = false;
    lock.executeUpdate();
  }

  /** Brings the total up to date, and returns it. */
  long settle() throws SQLException {
    settle.setLong(1, delta);
    delta = 0;
    try (ResultSet row = settle.executeQuery()) {
      total = row.next() ? row.getLong(1) : 0;
      return total;
    }
  }

  /** What all lists took together when that was last brought up to date. */
  long total() {
    return total;
  }

  /** Whether the transaction has put anything in. */
  boolean hasStored() {
    return stored;
  }

  /** Makes the total anew, in case it is wrong. */
  void recount() throws SQLException {
    if (recount.executeUpdate() != 1) {
      throw new SqlErrors.ForeignFileException(0);
    }
    delta = 0;
  }

  /** Commits; returns the lists that have lost their keys. */
  List<Long> commit() throws SQLException {
    connection.commit();
    return List.copyOf(adrift);
  }

  long newId() throws SQLException {
    if (nextId == lastId) {
      ids.setLong(1, IDS);
      try (ResultSet row = ids.executeQuery()) {
        if (!row.next()) {
          throw new SqlErrors.ForeignFileException(0);
        }
        lastId = row.getLong(1);
        nextId = lastId - IDS;
      }
    }
    return nextId++;
  }

  void insertPage(long entry, int page, byte[] body) throws SQLException {
    stored = true;
    int part = 0;
    for (int at = 0; at < body.length; at += PageId.PART_BYTES) {
      int end = Math.min(body.length, at + PageId.PART_BYTES);
      boolean whole = at == 0 && end == body.length;
      insertPage.setLong(1, PageId.of(entry, page, part++));
      insertPage.setBytes(2, whole ? body : Arrays.copyOfRange(body, at, end));
      insertPage.executeUpdate();
    }
  }

  /** Notes a list that is not complete yet, so that its pages can be found if it never is. */
  void stub(long id, long bytes) throws SQLException {
    insert(new EntryRow(id, "", "", "", 0, 0, 0, 0, 0, bytes), null);
  }

  /** Makes a list seen, in place of its path's last. */
  void publish(EntryRow row) throws SQLException {
    byPath.setString(1, row.path());
    long last;
    try (ResultSet known = byPath.executeQuery()) {
      last = known.next() ? known.getLong(1) : 0;
    }
    if (last != 0) {
      orphan(last);
    }
    insert(row, row.path());
  }

  private void insert(EntryRow row, @Nullable String path) throws SQLException {
    stored = true;
    insertEntry.setLong(1, row.id());
    insertEntry.setString(2, path);
    insertEntry.setLong(3, row.expiresAt());
    insertEntry.setLong(4, row.bytes());
    insertEntry.setLong(5, now);
    insertEntry.setLong(6, now);
    insertEntry.setBytes(7, row.facts());
    insertEntry.executeUpdate();
  }

  /** Adds to what all lists take together. */
  void grow(long bytes) {
    delta += bytes;
  }

  /** Takes a list's key; returns whether it had one. */
  boolean orphan(long id) throws SQLException {
    orphanId.setLong(2, id);
    return orphan(orphanId) > 0;
  }

  /** Takes the keys of all lists that match; returns how many. */
  long orphan(KeyPattern pattern) throws SQLException {
    String prefix = pattern.prefix();
    if (pattern.toString().equals(prefix + "**")) {
      orphanRange.setString(2, prefix);
      orphanRange.setString(3, prefix + AFTER_ALL);
      return orphan(orphanRange);
    }
    List<Long> matching = new ArrayList<>();
    paths.setString(1, prefix);
    paths.setString(2, prefix + AFTER_ALL);
    try (ResultSet row = paths.executeQuery()) {
      while (row.next()) {
        if (pattern.matches(row.getString(2))) {
          matching.add(row.getLong(1));
        }
      }
    }
    orphanIds.setString(2, matching.toString()); // one statement: each has a price of its own
    return orphan(orphanIds);
  }

  void orphanExpired() throws SQLException {
    orphanExpired.setLong(2, now);
    orphan(orphanExpired);
  }

  private long orphan(PreparedStatement update) throws SQLException {
    update.setLong(1, now);
    long count = 0;
    try (ResultSet row = update.executeQuery()) {
      while (row.next()) {
        adrift.add(row.getLong(1));
        delta += row.getLong(2); // which is negative by now
        count++;
      }
    }
    return count;
  }

  /** Takes the keys of those least recently found, until so many bytes are free. */
  long evict(long bytes) throws SQLException {
    long left = bytes;
    long evicted = 0;
    while (left > 0) {
      List<Long> victims = new ArrayList<>();
      oldest.setInt(1, 256);
      try (ResultSet row = oldest.executeQuery()) {
        while (left > 0 && row.next()) {
          victims.add(row.getLong(1));
          left -= row.getLong(2);
        }
      }
      if (victims.isEmpty()) {
        break;
      }
      for (long id : victims) {
        orphan(id);
      }
      evicted += victims.size();
    }
    return evicted;
  }

  /** Deletes a list and its pages. */
  void delete(long id) throws SQLException {
    deletePages.setLong(1, PageId.first(id));
    deletePages.setLong(2, PageId.last(id));
    deletePages.executeUpdate();
    deleteEntry.setLong(1, id);
    try (ResultSet row = deleteEntry.executeQuery()) {
      if (row.next()) {
        delta -= Math.max(0, row.getLong(1));
      }
    }
  }

  void touch(long id, long at) throws SQLException {
    touch.setLong(1, at);
    touch.setLong(2, id);
    touch.executeUpdate();
  }

  /** Lists without a key since before a time, whose process has ended without deleting them. */
  List<Long> leftovers(long before) throws SQLException {
    List<Long> ids = new ArrayList<>();
    leftovers.setLong(1, before);
    try (ResultSet row = leftovers.executeQuery()) {
      while (row.next()) {
        ids.add(row.getLong(1));
      }
    }
    return ids;
  }

  /** Brings what was committed from the log into the file, as far as no reader needs the log. */
  void checkpoint() throws SQLException {
    checkpoint.executeQuery().close();
    connection.commit();
  }

  @Override
  public void close() throws SQLException {
    connection.close(); // and its statements
  }
}
