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
   * (algorithm R), half full at most. An entry is a place plus one in as many low bits as that may
   * need, and the key's hash in the bits above, so that most keys that differ are told apart without
   * a look at them.
   *
   * There is no object for a key but the key itself. A place takes 16 bytes in the ring (with
   * compressed references) and 8 in the index. A ring that is full, more than half of it with keys,
   * doubles, and the index with it: so of n keys each costs up to 48 bytes while n grows, or 96 where
   * gaps helped to fill the ring. Both are halved when fewer than an eighth of the places hold keys.
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
  private int[] index = new int[2 * FEWEST]; // 0 is free
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
        renew(at, hash, nowNanos);
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

  private void renew(int at, int hash, long nowNanos) {
    int place = placeIn(index[at]);
    if (place == placeOf(used - 1)) {
      times[place] = nowNanos;
      return;
    }
    Object key = Objects.requireNonNull(keys[place]);
    keys[place] = null;
    if (used == keys.length) {
      unindex(place, hash);
      size--;
      makeRoom();
      append(key, hash, nowNanos);
      size++;
    } else {
      int young = placeOf(used++);
      set(young, key, hash, nowNanos);
      index[at] = entry(young, hash);
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
    int at = hash & mask();
    while (index[at] != 0) {
      at = (at + 1) & mask();
    }
    index[at] = entry(place, hash);
  }

  private void set(int place, Object key, int hash, long nowNanos) {
    keys[place] = key;
    hashes[place] = hash;
    times[place] = nowNanos;
  }

  private int placeOf(int nth) {
    return (oldest + nth) & (keys.length - 1);
  }

  private int mask() {
    return index.length - 1;
  }

  private int entry(int place, int hash) {
    return (hash & ~mask()) | (place + 1);
  }

  private int placeIn(int entry) {
    return (entry & mask()) - 1;
  }

  /** Where in the index the key stands, or the free entry where it would. */
  private int find(Object key, int hash) {
    int mask = mask();
    int at = hash & mask;
    for (int entry = index[at]; entry != 0; entry = index[at]) {
      if (((entry ^ hash) & ~mask) == 0 && key.equals(keys[placeIn(entry)])) {
        return at;
      }
      at = (at + 1) & mask;
    }
    return at;
  }

  /** Frees the entry of {@code place}, and moves up those behind that would not be found then. */
  private void unindex(int place, int hash) {
    int mask = mask();
    int entry = entry(place, hash);
    int free = hash & mask;
    while (index[free] != entry) {
      free = (free + 1) & mask;
    }
    int at = (free + 1) & mask;
    while (index[at] != 0) {
      int home = hashes[placeIn(index[at])] & mask;
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

  /** Spreads poor hashes over the index: Fibonacci hashing (Knuth, TAOCP 3, 6.4), folded. */
  private static int spread(int hash) {
    int h = hash * 0x9e3779b9;
    return h ^ (h >>> 16);
  }
}
