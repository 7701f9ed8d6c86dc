package io.github.reactoraws.cache;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Some values of a recording, one after another, and the way to the next ones. One thread appends,
 * many read what was appended before they looked at {@link #size()}, and look at {@link #next()}
 * before that, as a chunk with a next one does not grow. Not final for a test's sake alone.
 */
class Chunk {
  private static final int FIRST = 4;

  private final int index;
  private final long before;
  private volatile Object @Nullable [] values;
  private volatile int size;
  private volatile @Nullable Chunk next;

  /**
   * @param index how many chunks there are before
   * @param before how many values there are before
   */
  Chunk(int index, long before) {
    this.index = index;
    this.before = before;
    this.values = new Object[FIRST];
  }

  int index() {
    return index;
  }

  int size() {
    return size;
  }

  /** How many values there are before the end of this chunk. */
  long end() {
    return before + size;
  }

  /** The values, of which the first {@link #size()} count; {@code null} once they were let go. */
  Object @Nullable [] values() {
    return values;
  }

  /** The values alone, before they were let go. */
  Object[] held() {
    Object[] all = Objects.requireNonNull(values);
    return all.length == size ? all : Arrays.copyOf(all, size);
  }

  void append(Object value) {
    Object[] room = Objects.requireNonNull(values);
    int at = size;
    if (at == room.length) {
      room = Arrays.copyOf(room, 4 * at);
      values = room;
    }
    room[at] = value;
    size = at + 1;
  }

  /** Gives an empty chunk all of its values at once; nobody changes the array. */
  void fill(Object[] all) {
    values = all;
    size = all.length;
  }

  /** Lets the values go; who needs them reads them from where they are stored. */
  void letGo() {
    values = null;
  }

  @Nullable Chunk next() {
    return next;
  }

  void chain(Chunk following) {
    next = following;
  }
}
