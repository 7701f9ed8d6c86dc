package io.github.reactoraws.cache.tier.disk;

import io.github.reactoraws.cache.key.KeyPattern;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the writer does to rows, in transactions: {@link #begin}, changes, {@link #settle}, {@link
 * #commit}. One thread's.
 */
final class DiskRows implements AutoCloseable {
  private static final int IDS = 1_024;
  private static final int VICTIMS = 256; // looked up at once
  private static final String ORPHAN = "DELETE FROM entry WHERE ";
  private static final String ORPHANED = " RETURNING id, bytes";
  private static final char AFTER_ALL = '\u007f'; // in no path

  private final Connection connection;
  private final PreparedStatement lock;
  private final PreparedStatement settle;
  private final PreparedStatement recount;
  private final PreparedStatement ids;
  private final PreparedStatement insertPage;
  private final PreparedStatement insertEntry;
  private final PreparedStatement insertIfNew;
  private final PreparedStatement stub;
  private final PreparedStatement drift;
  private final PreparedStatement orphanPath;
  private final PreparedStatement orphanIds;
  private final PreparedStatement orphanRange;
  private final PreparedStatement orphanExpired;
  private final PreparedStatement paths;
  private final PreparedStatement oldest;
  private final PreparedStatement deletePages;
  private final PreparedStatement land;
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
            "UPDATE total SET bytes = (SELECT coalesce(sum(bytes), 0) FROM entry)"
                + " + (SELECT coalesce(sum(bytes), 0) FROM adrift)");
    ids = connection.prepareStatement("UPDATE total SET next_id = next_id + ? RETURNING next_id");
    insertPage = connection.prepareStatement("INSERT INTO page VALUES(?, ?)");
    insertEntry = connection.prepareStatement("INSERT INTO entry VALUES(?, ?, ?, ?, ?, ?)");
    insertIfNew =
        connection.prepareStatement("INSERT OR IGNORE INTO entry VALUES(?, ?, ?, ?, ?, ?)");
    stub = connection.prepareStatement("INSERT OR REPLACE INTO adrift VALUES(?, ?, ?)");
    drift =
        connection.prepareStatement(
            "INSERT OR REPLACE INTO adrift SELECT value, 0, ? FROM json_each(?)");
    orphanPath = connection.prepareStatement(ORPHAN + "path = ?" + ORPHANED);
    orphanIds =
        connection.prepareStatement(ORPHAN + "id IN (SELECT value FROM json_each(?))" + ORPHANED);
    orphanRange = connection.prepareStatement(ORPHAN + "path >= ? AND path < ?" + ORPHANED);
    orphanExpired = connection.prepareStatement(ORPHAN + "expires_at <= ?" + ORPHANED);
    paths = connection.prepareStatement("SELECT id, path FROM entry WHERE path >= ? AND path < ?");
    oldest = connection.prepareStatement("SELECT id, bytes FROM entry ORDER BY touched_at LIMIT ?");
    deletePages = connection.prepareStatement("DELETE FROM page WHERE id BETWEEN ? AND ?");
    land = connection.prepareStatement("DELETE FROM adrift WHERE id = ? RETURNING bytes");
    touch = connection.prepareStatement("UPDATE entry SET touched_at = ? WHERE id = ?");
    leftovers = connection.prepareStatement("SELECT id FROM adrift WHERE since < ?");
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
      throw new SqlErrors.ForeignFileException("file has lost its total");
    }
    delta = 0;
  }

  /** Commits; returns the lists that have lost their keys. */
  List<Long> commit() throws SQLException {
    if (!adrift.isEmpty()) {
      drift.setLong(1, now);
      drift.setString(2, adrift.toString()); // one statement: each has a price of its own
      drift.executeUpdate();
    }
    connection.commit();
    return List.copyOf(adrift);
  }

  long newId() throws SQLException {
    if (nextId == lastId) {
      ids.setLong(1, IDS);
      try (ResultSet row = ids.executeQuery()) {
        if (!row.next()) {
          throw new SqlErrors.ForeignFileException("file has lost its total");
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
    stored = true;
    stub.setLong(1, id);
    stub.setLong(2, bytes);
    stub.setLong(3, now);
    stub.executeUpdate();
  }

  /** Makes a list seen, in place of its path's last; {@code stubbed} if it was noted before. */
  void publish(EntryRow row, boolean stubbed) throws SQLException {
    stored = true;
    if (stubbed) {
      land(row.id());
    }
    if (insert(insertIfNew, row) == 0) {
      orphanPath.setString(1, row.path());
      orphan(orphanPath);
      insert(insertEntry, row);
    }
  }

  private int insert(PreparedStatement insert, EntryRow row) throws SQLException {
    insert.setLong(1, row.id());
    insert.setString(2, row.path());
    insert.setLong(3, row.expiresAt());
    insert.setLong(4, row.bytes());
    insert.setLong(5, now);
    insert.setBytes(6, row.facts());
    return insert.executeUpdate();
  }

  /** Adds to what all lists take together. */
  void grow(long bytes) {
    delta += bytes;
  }

  /** Takes the keys of lists; returns how many had one. */
  long orphan(List<Long> ids) throws SQLException {
    orphanIds.setString(1, ids.toString());
    return orphan(orphanIds);
  }

  /** Takes the keys of all lists that match; returns how many. */
  long orphan(KeyPattern pattern) throws SQLException {
    String prefix = pattern.prefix();
    if (pattern.toString().equals(prefix + "**")) {
      orphanRange.setString(1, prefix);
      orphanRange.setString(2, prefix + AFTER_ALL);
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
    return orphan(matching);
  }

  void orphanExpired() throws SQLException {
    orphanExpired.setLong(1, now);
    orphan(orphanExpired);
  }

  private long orphan(PreparedStatement delete) throws SQLException {
    long count = 0;
    try (ResultSet row = delete.executeQuery()) {
      while (row.next()) {
        adrift.add(row.getLong(1));
        delta -= row.getLong(2);
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
      oldest.setInt(1, VICTIMS);
      try (ResultSet row = oldest.executeQuery()) {
        while (left > 0 && row.next()) {
          victims.add(row.getLong(1));
          left -= row.getLong(2);
        }
      }
      if (victims.isEmpty()) {
        break;
      }
      evicted += orphan(victims);
    }
    return evicted;
  }

  /** Deletes a list without a key, and its pages. */
  void delete(long id) throws SQLException {
    deletePages.setLong(1, PageId.first(id));
    deletePages.setLong(2, PageId.last(id));
    deletePages.executeUpdate();
    delta -= land(id);
  }

  /** Takes a list off those without a key; returns what it was noted to take. */
  private long land(long id) throws SQLException {
    land.setLong(1, id);
    try (ResultSet row = land.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
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
