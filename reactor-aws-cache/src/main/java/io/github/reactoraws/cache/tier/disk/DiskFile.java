package io.github.reactoraws.cache.tier.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * The file in its folder: makes it, opens it, and sets it aside when it is broken.
 *
 * <p>The file itself is never opened but by SQLite: on POSIX, whoever closes a file gives up all
 * locks that the process has on it.
 */
final class DiskFile {
  private static final String NAME = "cache.db";
  private static final String LOCK = "cache.lock";
  private static final String ASIDE = NAME + ".broken-";
  private static final String[] COMPANIONS = {"-wal", "-shm"};
  private static final Object IN_PROCESS = new Object(); // file locks are between processes only
  private static final int BUSY_MILLIS = 3_000;
  private static final int PAGE_BYTES = 8_192;
  private static final int WRITER_CACHE = -16_000; // below 0, as SQLite counts KiB
  private static final int READER_CACHE = -8_000; // the keys of some 40,000 lists
  private static final int LONGEST_LOG = 32_000; // pages, after which the writer waits for the disk
  private static final int LARGEST_IDLE_WAL = 64 << 20;

  private static final StandardCopyOption REPLACE = StandardCopyOption.REPLACE_EXISTING;

  private final Path folder;
  private final Path file;
  private final int mostPages; // of SQLite's, in the file; 0 if there is no bound
  private volatile int generation;
  private volatile @Nullable Object identity;
  private volatile boolean present;
  private boolean renewed;

  DiskFile(Path folder, int mostPages) {
    this.folder = folder;
    this.mostPages = mostPages;
    this.file = folder.resolve(NAME);
  }

  /** Changes when the file is another one. */
  int generation() {
    return generation;
  }

  /** Whether there is a file, as it was last looked for; it may have been there before us. */
  boolean mayHoldLists() {
    return present;
  }

  /** Whether somebody has set our file aside, so that what others read is another one. */
  boolean isReplaced() {
    return !Objects.equals(identity, identityNow());
  }

  /** Whether it may be written, so that SQLite refuses it for what is in it. */
  private boolean isWritable() {
    return Files.isWritable(folder) && Files.isRegularFile(file) && Files.isWritable(file);
  }

  /** Whether the file of a generation is no longer the one that is there. */
  boolean isAnother(int than) {
    return isReplaced() || than != generation;
  }

  /** Opens for writing; a file that is broken is set aside, and {@code broken} told so. */
  DiskRows openForWriting(long now, Runnable broken) throws SQLException, IOException {
    present = Files.exists(file);
    makeFolder();
    synchronized (IN_PROCESS) {
      try (FileChannel lock = lock()) {
        try {
          return rows(lock, now);
        } catch (SQLException failed) {
          if (!isBroken(failed)) {
            throw failed;
          }
          broken.run();
          setAside(now);
          renewed = true;
          return rows(lock, now);
        }
      }
    }
  }

  /** Whether a failure is due to what is in the file. */
  boolean isBroken(Throwable failed) {
    return SqlErrors.isBroken(failed) || (SqlErrors.isReadOnly(failed) && isWritable());
  }

  /** Sets the file aside, unless that was done; it must be closed, and is opened anew then. */
  void replace(long now) throws IOException {
    makeFolder();
    synchronized (IN_PROCESS) {
      try (FileChannel lock = lock()) {
        if (lock.isOpen() && !isReplaced()) {
          setAside(now);
        }
        renewed = true;
      }
    }
  }

  /**
   * Opens for reading; who does so closes by {@link #close}. Not while the file is set aside:
   * SQLite finds its log and its memory by name, and would take those of another file for this
   * one's.
   */
  Connection openForReading() throws SQLException {
    SQLiteConfig config = config();
    config.setCacheSize(READER_CACHE);
    synchronized (IN_PROCESS) {
      Connection connection = config.createConnection(url());
      try (Statement sql = connection.createStatement()) {
        sql.executeQuery("PRAGMA schema_version").close(); // opens these two, too
        return connection;
      } catch (SQLException | RuntimeException | Error failed) {
        connection.close();
        throw failed;
      }
    }
  }

  /** Closes, as carefully: who is the last to do so deletes what has these names. */
  static void close(Connection connection) throws SQLException {
    synchronized (IN_PROCESS) {
      connection.close();
    }
  }

  private DiskRows rows(FileChannel lock, long now) throws SQLException, IOException {
    if (!lock.isOpen()) {
      throw new IOException("the folder's lock was lost");
    }
    makeFile();
    SQLiteConfig config = config();
    config.setCacheSize(WRITER_CACHE);
    config.setPageSize(PAGE_BYTES);
    config.setWalAutocheckpoint(LONGEST_LOG);
    config.setJournalSizeLimit(LARGEST_IDLE_WAL);
    if (mostPages > 0) {
      config.setMaxPageCount(mostPages);
    }
    Connection connection = config.createConnection(url());
    try {
      keepLog(connection);
      DiskSchema.prepare(connection);
      DiskRows rows = new DiskRows(connection);
      rows.begin(now); // tells whether it can be written
      rows.settle();
      rows.commit();
      Object found = identityNow();
      if (renewed || !Objects.equals(identity, found)) {
        int last = generation;
        generation = last + 1; // by one thread; before the identity, see isAnother
        renewed = false;
      }
      identity = found;
      present = true;
      return rows;
    } catch (SQLException | RuntimeException failed) {
      connection.close();
      throw failed;
    }
  }

  /** Not by the configuration, which might do it before it sets the size of a new file's pages. */
  private static void keepLog(Connection connection) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      sql.execute("PRAGMA journal_mode = WAL");
    }
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.resetOpenMode(SQLiteOpenMode.CREATE); // or it would be made without tables, for all
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setGetGeneratedKeys(false); // or each insert is followed by a query
    config.setPragma(SQLiteConfig.Pragma.MMAP_SIZE, "0"); // a truncated file must not kill us
    return config;
  }

  private String url() {
    return "jdbc:sqlite:" + file.toUri(); // as a plain path, a question mark would end it
  }

  private void makeFolder() throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, owners("rwx------"));
    }
  }

  private void makeFile() throws IOException {
    try {
      Files.createFile(file, owners("rw-------")); // SQLite gives its companions the same
    } catch (FileAlreadyExistsException known) {
      return;
    }
  }

  private FileChannel lock() throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(LOCK),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            owners("rw-------"));
    try {
      channel.lock(); // until the channel is closed
      return channel;
    } catch (IOException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
  }

  private void setAside(long now) throws IOException {
    try (DirectoryStream<Path> older = Files.newDirectoryStream(folder, ASIDE + "*")) {
      for (Path path : older) {
        Files.deleteIfExists(path);
      }
    }
    Path aside = folder.resolve(ASIDE + now);
    for (String companion : COMPANIONS) {
      move(folder.resolve(NAME + companion), folder.resolve(aside.getFileName() + companion));
    }
    move(file, aside);
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, REPLACE);
    } catch (NoSuchFileException gone) {
      return; // or deleted by another process that was the last to close it
    }
  }

  private @Nullable Object identityNow() {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (IOException gone) {
      return null;
    }
  }

  private FileAttribute<?>[] owners(String permissions) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
