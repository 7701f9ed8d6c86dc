package io.github.reactoraws;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Keys that go, or have gone, in one call. Not thread-safe. */
final class Batch<K, V, W> {
  private static final int MOST_AT_FIRST = 128; // a bound that is meant as none costs nothing

  private final List<KeyLoad<K, V, W>> loads;
  private final long openedAt;
  private boolean inFlight;

  Batch(int maxSize, long openedAtNanos) {
    this.loads = new ArrayList<>(Math.min(maxSize, MOST_AT_FIRST));
    this.openedAt = openedAtNanos;
  }

  void add(KeyLoad<K, V, W> load) {
    load.gatheredIn(this);
    loads.add(load);
  }

  void remove(KeyLoad<K, V, W> load) {
    loads.remove(load);
  }

  List<KeyLoad<K, V, W>> loads() {
    return loads;
  }

  int size() {
    return loads.size();
  }

  boolean isInFlight() {
    return inFlight;
  }

  void setInFlight(boolean now) {
    inFlight = now;
  }

  /** When its first key came, in nanoseconds of the owner's clock. */
  long openedAt() {
    return openedAt;
  }

  /** The keys, in the order in which they came; for a batch that has left. */
  Set<K> keys() {
    return new BatchKeys<>(loads);
  }
}
