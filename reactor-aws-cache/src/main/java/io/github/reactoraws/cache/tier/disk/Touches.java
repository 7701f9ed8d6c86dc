package io.github.reactoraws.cache.tier.disk;

import java.sql.SQLException;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When lists were last found, until that is written: many at once cost little. Thread-safe. */
final class Touches {
  private static final int MANY = 1_000;
  private static final long PAUSE_NANOS = 1_000_000_000;
  private static final long GRAIN_MILLIS = 10_000; // what is nearer together is the same

  private final Map<Long, Long> times = new ConcurrentHashMap<>();
  private volatile long flushed = System.nanoTime();

  /** Notes a find; returns whether there are many to write now. */
  boolean note(FoundRow row, long now) {
    if (now - row.touchedAt() < GRAIN_MILLIS) {
      return false;
    }
    times.put(row.entry().id(), now);
    return times.size() >= MANY;
  }

  boolean areDue() {
    return !times.isEmpty() && (times.size() >= MANY || System.nanoTime() - flushed >= PAUSE_NANOS);
  }

  /** Hands over all, each once. */
  void flush(Writing writing) throws SQLException {
    flushed = System.nanoTime();
    for (Iterator<Map.Entry<Long, Long>> all = times.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<Long, Long> next = all.next();
      all.remove();
      writing.touch(next.getKey(), next.getValue());
    }
  }

  /** Writes one. */
  interface Writing {
    void touch(long id, long at) throws SQLException;
  }
}
