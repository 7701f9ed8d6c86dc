package io.github.reactoraws;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A queue of pairs in one ring, without an object for each pair. Grows as needed; whoever adds
 * bounds it. Not thread-safe.
 *
 * @param <A> the first of a pair
 * @param <B> the second
 */
final class PairQueue<A, B> {
  private static final int FEWEST = 32;

  private @Nullable Object[] ring = new @Nullable Object[FEWEST]; // its length a power of two
  private int head; // where the oldest pair begins
  private int used; // slots, two for each pair

  void add(A first, B second) {
    if (used == ring.length) {
      grow();
    }
    int slot = (head + used) & (ring.length - 1);
    ring[slot] = first;
    ring[slot + 1] = second;
    used += 2;
  }

  boolean isEmpty() {
    return used == 0;
  }

  /** The second of the oldest pair; {@code null} if there is none. */
  @SuppressWarnings("unchecked") // add() sees to it
  @Nullable B second() {
    return (B) ring[head + 1];
  }

  /** Takes out the oldest pair, and gives its first. */
  @SuppressWarnings("unchecked") // add() sees to it
  A remove() {
    A first = (A) Objects.requireNonNull(ring[head]);
    ring[head] = null;
    ring[head + 1] = null;
    head = (head + 2) & (ring.length - 1);
    used -= 2;
    return first;
  }

  private void grow() {
    int length = ring.length;
    @Nullable Object[] larger = Arrays.copyOfRange(ring, head, head + 2 * length);
    System.arraycopy(ring, 0, larger, length - head, head);
    ring = larger;
    head = 0;
  }
}
