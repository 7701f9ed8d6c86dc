package io.github.reactoraws;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Loads by key: a hash table whose chains run through the loads themselves. A batch puts in and
 * takes out each of its keys once, and the entries of a {@code HashMap} would be a third of what is
 * allocated for a key. Not thread-safe.
 */
final class KeyLoads<K, V, W> {
  private static final int FEWEST = 16;

  private @Nullable KeyLoad<K, V, W>[] chains = chains(FEWEST);
  private int size;

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
  private static <K, V, W> @Nullable KeyLoad<K, V, W>[] chains(int length) {
    return new KeyLoad[length];
  }

  @Nullable KeyLoad<K, V, W> get(K key) {
    int hash = spread(key.hashCode());
    KeyLoad<K, V, W> load = chains[hash & (chains.length - 1)];
    while (load != null && !(load.hash == hash && load.key().equals(key))) {
      load = load.next;
    }
    return load;
  }

  /** Puts in a load whose key is not there yet. */
  void add(KeyLoad<K, V, W> load) {
    if (size == chains.length) {
      grow();
    }
    load.hash = spread(load.key().hashCode());
    link(load);
    size++;
  }

  /** Takes out a load that is there. */
  void remove(KeyLoad<K, V, W> load) {
    int chain = load.hash & (chains.length - 1);
    KeyLoad<K, V, W> before = Objects.requireNonNull(chains[chain]);
    if (before == load) {
      chains[chain] = load.next;
    } else {
      while (before.next != load) {
        before = Objects.requireNonNull(before.next);
      }
      before.next = load.next;
    }
    load.next = null;
    size--;
  }

  private void grow() {
    @Nullable KeyLoad<K, V, W>[] old = chains;
    chains = chains(2 * old.length);
    for (KeyLoad<K, V, W> head : old) {
      KeyLoad<K, V, W> load = head;
      while (load != null) {
        KeyLoad<K, V, W> next = load.next;
        link(load);
        load = next;
      }
    }
  }

  private void link(KeyLoad<K, V, W> load) {
    int chain = load.hash & (chains.length - 1);
    load.next = chains[chain];
    chains[chain] = load;
  }

  /** Mixes the upper bits of a hash, which the table leaves out, into the lower ones. */
  private static int spread(int hash) {
    return hash ^ (hash >>> 16);
  }
}
