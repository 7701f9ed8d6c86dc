package io.github.reactoraws.cache.tier.disk;

import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What readers ask the file. One thread's. */
final class DiskReads implements AutoCloseable {
  private static final int SHORT = 1 << 16; // bytes
  private static final String FIND =
      "SELECT e.id, e.format, e.key_id, e.loaded_at, e.took, e.expires_at, e.pages, e.items,"
          + " e.bytes, e.touched_at, e.checksum, p.body FROM entry e LEFT JOIN page p"
          + " ON e.pages = 1 AND e.bytes <= "
          + SHORT
          + " AND p.id = e.id << 28 WHERE e.path = ?";
  private static final String PAGE = "SELECT body FROM page WHERE id BETWEEN ? AND ? ORDER BY id";

  private final Connection connection;
  private final PreparedStatement find;
  private final PreparedStatement page;

  DiskReads(DiskFile file) throws SQLException {
    this.connection = file.openForReading();
    try {
      this.find = connection.prepareStatement(FIND);
      this.page = connection.prepareStatement(PAGE);
    } catch (SQLException failed) {
      connection.close();
      throw failed;
    }
  }

  @Nullable FoundRow find(String path) throws SQLException {
    find.setString(1, path);
    try (ResultSet row = find.executeQuery()) {
      if (!row.next()) {
        return null;
      }
      EntryRow entry =
          new EntryRow(
              row.getLong(1),
              path,
              text(row, 2),
              text(row, 3),
              row.getLong(4),
              row.getLong(5),
              row.getLong(6),
              row.getInt(7),
              row.getLong(8),
              row.getLong(9));
      boolean whole = row.getLong(11) == entry.checksum();
      return new FoundRow(entry, row.getLong(10), whole, row.getBytes(12));
    }
  }

  private static String text(ResultSet row, int column) throws SQLException {
    String text = row.getString(column);
    return text == null ? "" : text;
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
    connection.close();
  }
}
