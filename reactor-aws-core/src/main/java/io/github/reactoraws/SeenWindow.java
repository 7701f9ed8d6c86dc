package io.github.reactoraws;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which keys passed during the last window. Not thread-safe.
 *
 * @param <K> a key, with {@code equals} and {@code hashCode}
 */
final class SeenWindow<K> {

  /*
   * The keys stand in a ring in the order in which they passed, so that those whose time is over are
   * always at its old end; beside each, its hash and its time. An index finds a key's place: open
   * addressing with linear probing (Knuth, TAOCP 3, 6.4, algorithm L) and deletion by shifting back
   * (algorithm R), half full at most. There is no object for a key but the key itself: 16 bytes in
   * the ring and 8 in the index, twice that just after either has grown.
   *
   * A key that is renewed leaves a gap behind and passes to the young end. Gaps go when they reach
   * the old end, or when the ring is full and is laid out anew.
   */

  private static final int FEWEST = 16;

  private final long window;
  private final int maxKeys;
  private final boolean renewing;

  private @Nullable Object[] keys = new @Nullable Object[FEWEST]; // a ring; null is a gap
  private int[] hashes = new int[FEWEST];
  private long[] times = new long[FEWEST];
  private int[] index = new int[2 * FEWEST]; // a place in the ring plus one; 0 is free
  private int oldest; // place of the first in the ring
  private int used; // places from there on, gaps included
  private int size; // keys
  private long forgotten;

  SeenWindow(long windowNanos, int maxKeys, boolean renewing) {
    this.window = windowNanos;
    this.maxKeys = maxKeys;
    this.renewing = renewing;
  }

  /**
   * Lets {@code key} pass unless it is remembered.
   *
   * @param nowNanos the time, which never goes back; only its differences count
   */
  boolean admit(K key, long nowNanos) {
    while (used > 0 && (keys[oldest] == null || nowNanos - times[oldest] >= window)) {
      dropOldest();
    }
    int hash = spread(key.hashCode());
    int at = find(key, hash);
    if (index[at] != 0) {
      if (renewing) {
        renew(at, nowNanos);
      }
      return false;
    }
    if (size == maxKeys) {
      while (keys[oldest] == null) {
        dropOldest();
      }
      dropOldest();
      forgotten++;
    }
    makeRoom();
    append(key, hash, nowNanos);
    size++;
    return true;
  }

  /** The number of keys remembered. */
  int size() {
    return size;
  }

  /** How many keys were forgotten before their time, since there was no room for more. */
  long forgotten() {
    return forgotten;
  }

  private void renew(int at, long nowNanos) {
    int place = index[at] - 1;
    if (place == placeOf(used - 1)) {
      times[place] = nowNanos;
      return;
    }
    Object key = Objects.requireNonNull(keys[place]);
    int hash = hashes[place];
    keys[place] = null;
    index[at] = place + 1; // still its mark, until it has the new one
    if (used == keys.length) {
      unindex(place, hash);
      size--;
      makeRoom();
      append(key, hash, nowNanos);
      size++;
    } else {
      int young = placeOf(used++);
      set(young, key, hash, nowNanos);
      index[at] = young + 1;
    }
  }

  private void dropOldest() {
    if (keys[oldest] != null) {
      unindex(oldest, hashes[oldest]);
      keys[oldest] = null;
      size--;
    }
    oldest = placeOf(1);
    used--;
    if (size < keys.length / 8 && keys.length > FEWEST) {
      layOut(keys.length / 2);
    }
  }

  /** Sees to a free place at the young end. */
  private void makeRoom() {
    if (used == keys.length) {
      layOut(size > keys.length / 2 ? Math.multiplyExact(keys.length, 2) : keys.length);
    }
  }

  private void append(Object key, int hash, long nowNanos) {
    int place = placeOf(used++);
    set(place, key, hash, nowNanos);
    int at = hash & (index.length - 1);
    while (index[at] != 0) {
      at = (at + 1) & (index.length - 1);
    }
    index[at] = place + 1;
  }

  private void set(int place, Object key, int hash, long nowNanos) {
    keys[place] = key;
    hashes[place] = hash;
    times[place] = nowNanos;
  }

  private int placeOf(int nth) {
    return (oldest + nth) & (keys.length - 1);
  }

  /** Where in the index the key stands, or the free entry where it would. */
  private int find(Object key, int hash) {
    int at = hash & (index.length - 1);
    while (index[at] != 0) {
      int place = index[at] - 1;
      if (hashes[place] == hash && key.equals(keys[place])) {
        return at;
      }
      at = (at + 1) & (index.length - 1);
    }
    return at;
  }

  /** Frees the entry of {@code place}, and moves up those behind that would not be found then. */
  private void unindex(int place, int hash) {
    int mask = index.length - 1;
    int free = hash & mask;
    while (index[free] != place + 1) {
      free = (free + 1) & mask;
    }
    int at = (free + 1) & mask;
    while (index[at] != 0) {
      int home = hashes[index[at] - 1] & mask;
      if (((at - home) & mask) >= ((at - free) & mask)) {
        index[free] = index[at];
        free = at;
      }
      at = (at + 1) & mask;
    }
    index[free] = 0;
  }

  /** Moves everything into a ring of {@code length} places, without the gaps. */
  private void layOut(int length) {
    @Nullable Object[] oldKeys = keys;
    int[] oldHashes = hashes;
    long[] oldTimes = times;
    int first = oldest;
    int places = used;
    keys = new @Nullable Object[length];
    hashes = new int[length];
    times = new long[length];
    if (index.length == 2 * length) {
      Arrays.fill(index, 0);
    } else {
      index = new int[2 * length];
    }
    oldest = 0;
    used = 0;
    for (int nth = 0; nth < places; nth++) {
      int place = (first + nth) & (oldKeys.length - 1);
      Object key = oldKeys[place];
      if (key != null) {
        append(key, oldHashes[place], oldTimes[place]);
      }
    }
  }

  /** Spreads poor hashes over the index: the finalizer of MurmurHash3. */
  private static int spread(int hash) {
    int h = hash;
    h = (h ^ (h >>> 16)) * 0x85ebca6b;
    h = (h ^ (h >>> 13)) * 0xc2b2ae35;
    return h ^ (h >>> 16);
  }
}
