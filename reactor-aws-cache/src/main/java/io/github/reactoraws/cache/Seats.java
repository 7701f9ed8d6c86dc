package io.github.reactoraws.cache;

import java.util.ArrayList;
import java.util.List;

/** Who reads a recording. Changed under the recording's lock. */
final class Seats<T> {
  private volatile List<Cursor<T>> taken = List.of(); // a new one at each change

  void add(Cursor<T> cursor) {
    List<Cursor<T>> more = new ArrayList<>(taken);
    more.add(cursor);
    taken = more;
  }

  /** Returns whether it had a seat. */
  boolean remove(Cursor<T> cursor) {
    List<Cursor<T>> rest = new ArrayList<>(taken);
    boolean had = rest.remove(cursor);
    taken = rest;
    return had;
  }

  boolean areEmpty() {
    return taken.isEmpty();
  }

  /** Hands on what there is, to all. */
  void drain() {
    List<Cursor<T>> all = taken;
    for (int i = 0; i < all.size(); i++) {
      all.get(i).drain();
    }
  }

  /** How many values the one has asked for that has asked for most. */
  long mostWanted() {
    long most = 0;
    for (Cursor<T> cursor : taken) {
      most = Math.max(most, cursor.wanted());
    }
    return most;
  }

  /** How many values the one has that is furthest behind; if there is nobody, that is no bound. */
  long leastPassed() {
    long least = Long.MAX_VALUE;
    for (Cursor<T> cursor : taken) {
      least = Math.min(least, cursor.passed());
    }
    return least;
  }

  /** How many values the one has that is furthest; if there is nobody, that is no bound. */
  long mostPassed() {
    long most = taken.isEmpty() ? Long.MAX_VALUE : 0;
    for (Cursor<T> cursor : taken) {
      most = Math.max(most, cursor.passed());
    }
    return most;
  }
}
