package io.github.reactoraws.cache.tier.disk;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The tables.
 *
 * <p>Lists are in {@code adrift} that have no key: those that are being written, with what they
 * take, and those that have lost it, which take nothing any more, until their pages are deleted.
 * Columns are few, since the driver asks for the names of all with each query; the rest is in
 * {@code facts}.
 */
final class DiskSchema {
  private static final int VERSION = 2;

  private static final List<String> TABLES =
      List.of(
          "CREATE TABLE entry(id INTEGER PRIMARY KEY, path TEXT NOT NULL,"
              + " expires_at INTEGER NOT NULL, bytes INTEGER NOT NULL,"
              + " touched_at INTEGER NOT NULL, facts BLOB NOT NULL)",
          "CREATE UNIQUE INDEX entry_path ON entry(path)",
          "CREATE INDEX entry_touched ON entry(touched_at)",
          "CREATE TABLE adrift(id INTEGER PRIMARY KEY, bytes INTEGER NOT NULL,"
              + " since INTEGER NOT NULL)",
          "CREATE TABLE page(id INTEGER PRIMARY KEY, body BLOB NOT NULL)",
          "CREATE TABLE total(bytes INTEGER NOT NULL, next_id INTEGER NOT NULL)");

  private DiskSchema() {}

  /** Makes the tables in a file that is new. */
  static void prepare(Connection connection) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      int version = number(sql, "PRAGMA user_version");
      if (version == VERSION) {
        return;
      }
      if (version != 0 || number(sql, "SELECT count(*) FROM sqlite_master") != 0) {
        throw new SqlErrors.ForeignFileException("file has version " + version);
      }
      connection.setAutoCommit(false);
      for (String table : TABLES) {
        sql.executeUpdate(table);
      }
      sql.executeUpdate("INSERT INTO total VALUES(0, " + firstId() + ")");
      sql.executeUpdate("PRAGMA user_version = " + VERSION);
      connection.commit();
      connection.setAutoCommit(true);
    }
  }

  /** Another one for each file, so that lists of one are not taken for another's. */
  private static long firstId() {
    return ThreadLocalRandom.current().nextLong(1, 1L << 33);
  }

  private static int number(Statement sql, String query) throws SQLException {
    try (ResultSet row = sql.executeQuery(query)) {
      return row.next() ? row.getInt(1) : 0;
    }
  }
}
