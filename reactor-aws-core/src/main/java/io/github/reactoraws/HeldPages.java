package io.github.reactoraws;

import io.github.reactoraws.ReadAhead.Progress;
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
  private Progress progress = Progress.NONE;
  private long toGoOn; // elements of the first page until half of it is out
  private long left; // elements of the current page
  private long size; // elements of all pages

  void add(List<? extends E> page) {
    ahead.add(page);
    size += page.size();
  }

  /** Makes the next page the current one, if the current one is used up and there is a next. */
  boolean turn() {
    if (left > 0 || ahead.isEmpty()) {
      return false;
    }
    List<? extends E> page = ahead.remove();
    current = page.iterator();
    left = page.size();
    if (progress == Progress.NONE) {
      toGoOn = (page.size() + 1L) / 2;
    }
    return true;
  }

  /** How many elements of the current page may be taken before {@link #progress} changes. */
  long run() {
    return switch (progress) {
      case NONE -> Math.min(1, left);
      case BEGUN -> toGoOn;
      case GOING_ON -> left;
    };
  }

  /** The elements of the current page that are left; what is taken is told to {@link #taken}. */
  Iterator<? extends E> current() {
    return current;
  }

  void taken(long elements) {
    size -= elements;
    left -= elements;
    if (elements > 0 && progress != Progress.GOING_ON) {
      toGoOn -= elements;
      progress = toGoOn == 0 ? Progress.GOING_ON : Progress.BEGUN;
    }
  }

  /** How far the elements taken have come. */
  Progress progress() {
    return progress;
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
    left = 0;
    size = 0;
  }
}
