package io.github.reactoraws.cache.tier.disk;

import io.github.reactoraws.cache.codec.Codec;
import io.github.reactoraws.cache.tier.PageLostException;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Looks for lists and reads their pages, at a worker's desk. */
final class DiskReader {
  private final Health health;
  private final Holds holds;
  private final Touches touches;
  private final DiskWriter writer;
  private final Workers workers;
  private final @Nullable PageCipher cipher;
  private final LongSupplier clock;

  DiskReader(
      Health health,
      Holds holds,
      Touches touches,
      DiskWriter writer,
      Workers workers,
      @Nullable PageCipher cipher,
      LongSupplier clock) {
    this.health = health;
    this.holds = holds;
    this.touches = touches;
    this.writer = writer;
    this.workers = workers;
    this.cipher = cipher;
    this.clock = clock;
  }

  /** Begins to look for several lists at once; returns whether it did. */
  boolean begin(Desk desk) {
    try {
      if (health.isOn()) {
        desk.reads().begin();
        return true;
      }
    } catch (SQLException | RuntimeException | Error failed) {
      desk.closeReads(); // each look then meets that by itself
    }
    return false;
  }

  /** Ends that. */
  void end(Desk desk) {
    try {
      desk.endReads();
    } catch (SQLException | RuntimeException | Error failed) {
      desk.closeReads(); // which ends it, too; what was read is right
    }
  }

  /** The row of a path if it is whole and can be read, and then held; by who looks for lists. */
  @Nullable FoundRow row(Desk desk, String path, String format) {
    if (!health.isOn()) {
      return null;
    }
    try {
      FoundRow row = desk.reads().find(path, this::drop);
      health.read();
      if (row == null || !isUsable(row.entry(), format)) {
        return null;
      }
      holds.hold(row.entry().id());
      return row;
    } catch (SQLException failed) {
      readFailed(desk, failed);
      return null;
    }
  }

  /** The list of a row, which stays held; or nothing, if its only page is lost. */
  <T> @Nullable DiskList<T> list(Desk desk, FoundRow row, Codec<T> codec) {
    boolean given = false;
    try {
      long now = clock.getAsLong();
      List<T> only = row.only() == null ? null : decoded(desk, row.entry(), 0, row.only(), codec);
      if (touches.note(row, now)) {
        writer.wake();
      }
      given = true;
      return new DiskList<>(this, workers, row.entry(), now, codec, only);
    } catch (PageLostException | UnknownKeyException lost) {
      return null;
    } finally {
      if (!given) {
        release(row.entry().id());
      }
    }
  }

  private boolean isUsable(EntryRow entry, String format) {
    return entry.format().equals(format)
        && entry.expiresAt() > clock.getAsLong()
        && (cipher == null
            ? entry.keyId().isEmpty()
            : !entry.keyId().isEmpty() && cipher.knows(entry.keyId()));
  }

  /**
   * A page of a list.
   *
   * @throws PageLostException if it is broken or gone
   */
  <T> List<T> page(Desk desk, EntryRow entry, int page, Codec<T> codec) {
    if (!health.isOn()) {
      throw lost(entry, page, health.refusal());
    }
    try {
      byte[] placed = desk.reads().page(entry.id(), page);
      return decoded(desk, entry, page, placed, codec);
    } catch (SQLException failed) {
      readFailed(desk, failed);
      throw lost(entry, page, failed);
    } catch (UnknownKeyException unknown) {
      throw lost(entry, page, unknown);
    }
  }

  private <T> List<T> decoded(Desk desk, EntryRow entry, int page, byte[] placed, Codec<T> codec) {
    byte[] raw;
    try {
      raw = desk.envelope().open(placed, entry.id(), entry.path(), page);
    } catch (BrokenPageException broken) {
      drop(entry.id());
      throw lost(entry, page, broken);
    }
    try {
      return codec.decode(raw);
    } catch (RuntimeException broken) { // a codec's own, mostly
      drop(entry.id());
      throw lost(entry, page, broken);
    }
  }

  private void readFailed(Desk desk, SQLException failed) {
    int generation = desk.generation();
    desk.closeReads();
    writer.readFailed(failed, generation);
  }

  private void drop(long id) {
    writer.add(new DropOp(id, health));
  }

  void release(long id) {
    if (holds.release(id)) {
      writer.wake();
    }
  }

  static PageLostException lost(EntryRow entry, int page, Throwable why) {
    return new PageLostException("page " + page + " of " + entry.path() + " is lost", why);
  }
}
