package io.github.reactoraws.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What has flowed of a list, in chunks. One thread appends; chunks that are stored elsewhere may
 * let their values go.
 */
final class Tape {
  static final int CHUNK = 128;
  private static final int CHUNK_BYTES = 256 << 10;
  private static final int CHUNKS_A_WEIGHING = 8; // as it takes time

  private final Budget budget;
  private final AtomicLong reserved = new AtomicLong();
  private volatile boolean over; // reserves nothing any more
  private volatile @Nullable Chunk first = new Chunk(0, 0);
  private volatile Chunk last = Objects.requireNonNull(first);
  private int room = CHUNK;
  private long valueBytes; // of a value, as the one that was weighed last
  private long bytes;
  private @Nullable Chunk firstHeld = first;

  Tape(Budget budget) {
    this.budget = budget;
  }

  /** Where who comes begins to read; {@code null} if the beginning was forgotten. */
  @Nullable Chunk first() {
    return first;
  }

  /** How many values have flowed. */
  long end() {
    return last.end();
  }

  /** What all of them take in memory. */
  long bytes() {
    return bytes;
  }

  /** Whether the next value is the first of a chunk. */
  boolean isBetweenChunks() {
    return last.size() == 0;
  }

  /** Whether the next value is one that {@link #weighed} is to be told of. */
  boolean isToBeWeighed() {
    return last.size() == 0 && last.index() % CHUNKS_A_WEIGHING == 0;
  }

  /** A value takes so much, and those behind it are taken to be like it. */
  void weighed(long eachBytes) {
    valueBytes = eachBytes;
    room = (int) Math.max(1, Math.min(CHUNK, CHUNK_BYTES / Math.max(1, eachBytes)));
  }

  /** Appends a value; returns whether its chunk is full now. */
  boolean append(Object value) {
    Chunk chunk = last;
    chunk.append(value);
    return chunk.size() >= room;
  }

  /** Ends a chunk. */
  Chunk close() {
    Chunk full = last;
    bytes += valueBytes * full.size();
    chain(full);
    return full;
  }

  /** Appends values that are a chunk of their own; nobody changes the array. */
  void fill(Object[] values) {
    Chunk full = last;
    full.fill(values);
    chain(full);
  }

  /** Appends a page; returns the chunk that it is. */
  Chunk page(Object[] values) {
    last.fill(values);
    return close();
  }

  private void chain(Chunk full) {
    Chunk following = new Chunk(full.index() + 1, full.end());
    full.chain(following);
    last = following;
  }

  /** Reserves memory for a chunk; returns whether there is enough. */
  boolean reserve(Chunk full) {
    long more = valueBytes * full.size();
    if (!budget.take(more)) {
      return false;
    }
    reserved.addAndGet(more);
    if (over) {
      free();
    }
    return true;
  }

  /** Gives back what was reserved; nothing more is. */
  void free() {
    over = true;
    budget.give(reserved.getAndSet(0));
  }

  /** Lets everything go that is not being read. */
  void forgetBeginning() {
    first = null;
    synchronized (this) {
      firstHeld = null;
    }
  }

  /** Lets the values go of chunks that are stored as far as {@code end}. */
  synchronized void letGo(long end) {
    Chunk from = firstHeld;
    while (from != null && from.next() != null && from.end() <= end) {
      from.letGo();
      from = from.next();
    }
    firstHeld = from;
  }

  /** All values, none of which was let go. */
  Object[] flattened() {
    List<Object[]> parts = new ArrayList<>();
    for (Chunk chunk = first; chunk != null; chunk = chunk.next()) {
      if (chunk.size() > 0) {
        parts.add(chunk.held());
      }
    }
    if (parts.size() == 1) {
      return parts.get(0);
    }
    Object[] all = new Object[Math.toIntExact(end())];
    int at = 0;
    for (Object[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
