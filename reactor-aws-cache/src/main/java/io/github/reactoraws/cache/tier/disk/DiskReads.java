package io.github.reactoraws.cache.tier.disk;

import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** What readers ask the file. One thread's. */
final class DiskReads implements AutoCloseable {
  private static final int SHORT = 1 << 16; // bytes
  private static final String FIND =
      "SELECT e.id, e.touched_at, e.facts, p.body FROM entry e LEFT JOIN page p ON e.bytes <= "
          + SHORT
          + " AND p.id = e.id << 28 WHERE e.path = ?";
  private static final String PAGE = "SELECT body FROM page WHERE id BETWEEN ? AND ? ORDER BY id";

  private final Connection connection;
  private final PreparedStatement begin;
  private final PreparedStatement end;
  private final PreparedStatement find;
  private final PreparedStatement page;

  private boolean began;

  DiskReads(DiskFile file) throws SQLException {
    this.connection = file.openForReading();
    try {
      this.begin = connection.prepareStatement("BEGIN");
      this.end = connection.prepareStatement("COMMIT");
      this.find = connection.prepareStatement(FIND);
      this.page = connection.prepareStatement(PAGE);
    } catch (SQLException failed) {
      DiskFile.close(connection);
      throw failed;
    }
  }

  /** Begins a transaction, which sees what was committed until it asks first. */
  void begin() throws SQLException {
    begin.executeUpdate();
    began = true;
  }

  /** Ends the transaction, if one has begun. */
  void end() throws SQLException {
    if (began) {
      began = false;
      end.executeUpdate();
    }
  }

  /**
   * The row of a path.
   *
   * @param broken is told the number of a list whose row is not what was written
   */
  @Nullable FoundRow find(String path, LongConsumer broken) throws SQLException {
    find.setString(1, path);
    try (ResultSet row = find.executeQuery()) {
      if (!row.next()) {
        return null;
      }
      long id = row.getLong(1);
      EntryRow entry = EntryRow.of(id, path, row.getBytes(3)).orElse(null);
      if (entry == null) {
        broken.accept(id);
        return null;
      }
      return new FoundRow(entry, row.getLong(2), entry.pages() == 1 ? row.getBytes(4) : null);
    }
  }

  /** The parts of a page together; nothing at all if there is none. */
  byte[] page(long entry, int index) throws SQLException {
    page.setLong(1, PageId.of(entry, index, 0));
    page.setLong(2, PageId.of(entry, index, PageId.MOST_PARTS - 1));
    try (ResultSet row = page.executeQuery()) {
      byte[] first = row.next() ? bytes(row) : new byte[0];
      if (first.length < PageId.PART_BYTES) {
        return first;
      }
      ByteArrayOutputStream all = new ByteArrayOutputStream(2 * first.length);
      all.writeBytes(first);
      while (row.next()) {
        all.writeBytes(bytes(row));
      }
      return all.toByteArray();
    }
  }

  private static byte[] bytes(ResultSet row) throws SQLException {
    byte[] bytes = row.getBytes(1);
    return bytes == null ? new byte[0] : bytes;
  }

  @Override
  public void close() throws SQLException {
    DiskFile.close(connection);
  }
}
