package io.github.reactoraws;

import java.util.AbstractSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a batch as a set that cannot be changed. Loaders mostly go through it once, so it
 * hashes nothing until somebody asks what it contains.
 */
final class BatchKeys<K> extends AbstractSet<K> {
  private final List<? extends KeyLoad<K, ?, ?>> loads;
  private volatile @Nullable Set<K> hashed;

  /** Takes the keys of {@code loads}, which must not change any more. */
  BatchKeys(List<? extends KeyLoad<K, ?, ?>> loads) {
    this.loads = loads;
  }

  @Override
  public int size() {
    return loads.size();
  }

  @Override
  public boolean contains(Object key) {
    Set<K> all = hashed;
    if (all == null) {
      all = new HashSet<>(loads.size() * 2);
      for (KeyLoad<K, ?, ?> load : loads) {
        all.add(load.key());
      }
      hashed = all;
    }
    return all.contains(key);
  }

  @Override
  public Iterator<K> iterator() {
    Iterator<? extends KeyLoad<K, ?, ?>> each = loads.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return each.hasNext();
      }

      @Override
      public K next() {
        return each.next().key();
      }
    };
  }
}
