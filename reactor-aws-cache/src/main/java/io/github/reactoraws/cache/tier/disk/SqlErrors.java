package io.github.reactoraws.cache.tier.disk;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What errors of SQLite mean for the tier. */
final class SqlErrors {
  private static final int PRIMARY = 0xff; // the rest of a code tells more of the same

  private SqlErrors() {}

  /**
   * The file is no database, or one that is broken, cut off, or of another version; or its rows
   * contradict each other, or its tables are not ours, since what we ask is never wrong otherwise.
   */
  static boolean isBroken(Throwable error) {
    return error instanceof ForeignFileException
        || is(error, SQLiteErrorCode.SQLITE_ERROR)
        || is(error, SQLiteErrorCode.SQLITE_CONSTRAINT)
        || is(error, SQLiteErrorCode.SQLITE_CORRUPT)
        || is(error, SQLiteErrorCode.SQLITE_NOTADB)
        || (error instanceof SQLiteException known
            && known.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHORT_READ);
  }

  /** Somebody else is writing. */
  static boolean isBusy(Throwable error) {
    return is(error, SQLiteErrorCode.SQLITE_BUSY) || is(error, SQLiteErrorCode.SQLITE_LOCKED);
  }

  /**
   * The file cannot be written: it must not be, or it says of itself that it is of a later kind.
   */
  static boolean isReadOnly(Throwable error) {
    return is(error, SQLiteErrorCode.SQLITE_READONLY);
  }

  /** The file cannot be opened, or not be written. */
  static boolean isForGood(Throwable error) {
    return isReadOnly(error)
        || is(error, SQLiteErrorCode.SQLITE_CANTOPEN)
        || is(error, SQLiteErrorCode.SQLITE_PERM);
  }

  private static boolean is(Throwable error, SQLiteErrorCode primary) {
    return error instanceof SQLiteException known
        && (known.getResultCode().code & PRIMARY) == primary.code;
  }

  /** A file that this version does not know. */
  static final class ForeignFileException extends SQLException {
    @java.io.Serial private static final long serialVersionUID = 1;

    ForeignFileException(String message) {
      super(message);
    }
  }
}
