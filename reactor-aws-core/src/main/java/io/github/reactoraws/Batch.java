package io.github.reactoraws;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Keys that go, or have gone, in one call. Not thread-safe. */
final class Batch<K, V, W> {
  private final List<KeyLoad<K, V, W>> loads = new ArrayList<>();
  private final long openedAt;

  Batch(long openedAtNanos) {
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

  /** When its first key came. */
  long openedAt() {
    return openedAt;
  }

  /** The keys, in the order in which they came; a copy. */
  Set<K> keys() {
    Set<K> keys = new LinkedHashSet<>(loads.size() * 2);
    loads.forEach(load -> keys.add(load.key()));
    return Collections.unmodifiableSet(keys);
  }
}
