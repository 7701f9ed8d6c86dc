package io.github.reactoraws;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The elements held, each with the load of its key: which one leaves next. Not thread-safe.
 *
 * <p>In order, all stand in one queue, and the first leaves once its load is settled. Out of order,
 * those whose load is not settled wait beside it, and the queue holds only the others.
 *
 * @param <T> an element
 * @param <K> a key
 * @param <V> its value
 */
final class EnrichLine<T, K, V> {
  private final boolean ordered;
  private final PairQueue<T, KeyLoad<K, V, List<T>>> queue = new PairQueue<>();
  private final Set<KeyLoad<K, V, List<T>>> waitedFor = new LinkedHashSet<>();
  private int size;

  EnrichLine(boolean ordered) {
    this.ordered = ordered;
  }

  void join(T element, KeyLoad<K, V, List<T>> load) {
    size++;
    if (ordered || load.settled()) {
      queue.add(element, load);
      return;
    }
    List<T> waiting = load.waiting();
    if (waiting == null) {
      waiting = new ArrayList<>();
      load.keep(waiting);
      waitedFor.add(load);
    }
    waiting.add(element);
  }

  /** Lets those go on who waited for {@code load}, now that it is settled. */
  void settled(KeyLoad<K, V, List<T>> load) {
    List<T> waiting = load.waiting();
    if (waiting != null) {
      waitedFor.remove(load);
      load.keep(null);
      waiting.forEach(element -> queue.add(element, load));
    }
  }

  /** The settled load of the element that leaves next; {@code null} if none may leave. */
  @Nullable KeyLoad<K, V, List<T>> first() {
    KeyLoad<K, V, List<T>> first = queue.second();
    return first != null && first.settled() ? first : null;
  }

  /** Takes out the element whose load is {@link #first}. */
  T removeFirst() {
    size--;
    return queue.remove();
  }

  int size() {
    return size;
  }

  void clear(Consumer<? super T> discard) {
    while (!queue.isEmpty()) {
      discard.accept(queue.remove());
    }
    for (KeyLoad<K, V, List<T>> load : waitedFor) {
      List<T> waiting = load.waiting();
      load.keep(null); // its answer may still come
      if (waiting != null) {
        waiting.forEach(discard);
      }
    }
    waitedFor.clear();
    size = 0;
  }
}
