package io.github.reactoraws;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * The calls in flight of one {@code flatMapAdaptive}. Its drain loop alone adds and removes,
 * without a lock; any thread may dispose of all.
 *
 * <p>Each has a place of its own for as long as it is here, so that whoever looks at all places
 * misses none but one that is being added, of which the drain loop disposes when it sees the
 * cancel. There are at most twice as many places as calls were in flight at once, and 16 at least.
 */
final class CallsInFlight implements Disposable {
  private volatile AtomicReferenceArray<@Nullable AdaptiveCall<?>> places =
      new AtomicReferenceArray<>(16);
  private int[] free = upTo(16); // a stack, its top at used
  private int used;

  void add(AdaptiveCall<?> call) {
    if (used == free.length) {
      grow();
    }
    int place = free[used++];
    call.place(place);
    places.set(place, call); // seen by a cancel, or the cancel is seen
  }

  void remove(AdaptiveCall<?> call) {
    int place = call.place();
    places.lazySet(place, null);
    free[--used] = place;
  }

  /** Disposes of all; of some a second time, which does nothing. */
  @Override
  public void dispose() {
    AtomicReferenceArray<@Nullable AdaptiveCall<?>> all = places;
    for (int place = 0; place < all.length(); place++) {
      AdaptiveCall<?> call = all.get(place);
      if (call != null) {
        call.dispose();
      }
    }
  }

  /** Lets go of all, for the drain loop when it is over; they may be removed all the same. */
  void clear() {
    for (int place = 0; place < free.length; place++) {
      places.lazySet(place, null);
    }
  }

  private void grow() {
    int size = free.length;
    AtomicReferenceArray<@Nullable AdaptiveCall<?>> more = new AtomicReferenceArray<>(2 * size);
    for (int place = 0; place < size; place++) {
      more.lazySet(place, places.get(place));
    }
    free = upTo(2 * size);
    places = more;
  }

  private static int[] upTo(int size) {
    int[] numbers = new int[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = i;
    }
    return numbers;
  }
}
