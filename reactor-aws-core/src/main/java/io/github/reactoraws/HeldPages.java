package io.github.reactoraws;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * The pages at hand: one being delivered, the others behind it in order. Not thread-safe.
 *
 * @param <E> an element of a page
 */
final class HeldPages<E> {
  private final ArrayDeque<List<? extends E>> ahead = new ArrayDeque<>();
  private Iterator<? extends E> current = Collections.emptyIterator();
  private boolean begun;
  private long size;

  void add(List<? extends E> page) {
    ahead.add(page);
    size += page.size();
  }

  /** Makes the next page the current one, if the current one is used up and there is a next. */
  boolean turn() {
    if (current.hasNext() || ahead.isEmpty()) {
      return false;
    }
    current = ahead.remove().iterator();
    begun = false;
    return true;
  }

  /** Whether the current page has a further element. */
  boolean hasNext() {
    return current.hasNext();
  }

  E next() {
    size--;
    begun = true;
    return current.next();
  }

  /** Whether an element of the current page has gone out. */
  boolean begun() {
    return begun;
  }

  /** Elements of all pages. */
  long size() {
    return size;
  }

  /** Pages behind the current one. */
  int pagesAhead() {
    return ahead.size();
  }

  /** Lets go of all elements, through the discard hook of {@code context}. */
  void discard(Context context) {
    Operators.onDiscardMultiple(current, true, context);
    current = Collections.emptyIterator();
    ahead.forEach(page -> Operators.onDiscardMultiple(page, context));
    ahead.clear();
    size = 0;
  }
}
