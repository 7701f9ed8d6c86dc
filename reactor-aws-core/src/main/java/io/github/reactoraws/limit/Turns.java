package io.github.reactoraws.limit;

/** Times that are taken, in their order. Not thread-safe. */
final class Turns {
  private final long[] times; // sorted
  private int size;
  private long polled; // the last one that was due
  private boolean anyPolled;
  private long beyond; // the last one that found no room
  private boolean anyBeyond;

  Turns(int most) {
    this.times = new long[most];
  }

  boolean isFull() {
    return size == times.length;
  }

  /** Whether the first turn is at {@code now} or before. */
  boolean isDue(long now) {
    return size > 0 && times[0] - now <= 0;
  }

  /** Removes the first turn. */
  long poll() {
    polled = times[0];
    anyPolled = true;
    size--;
    System.arraycopy(times, 1, times, 0, size);
    return polled;
  }

  /**
   * Takes the first time at {@code earliest} or later with no turn nearer than {@code apart}. If
   * the turns are full, it is not kept, but the next one keeps away from it all the same.
   */
  long reserve(long earliest, long apart) {
    long at = earliest;
    if (anyPolled && polled - at > -apart) {
      at = polled + apart;
    }
    int place = 0;
    while (place < size && at - times[place] >= apart) {
      place++;
    }
    while (place < size && times[place] - at < apart) {
      at = times[place] + apart;
      place++;
    }
    if (isFull()) {
      at = anyBeyond && at - beyond < apart ? beyond + apart : at;
      beyond = at;
      anyBeyond = true;
    } else {
      System.arraycopy(times, place, times, place + 1, size - place);
      times[place] = at;
      size++;
    }
    return at;
  }
}
