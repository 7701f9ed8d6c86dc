package io.github.reactoraws.cache;

import io.github.reactoraws.cache.tier.EntryTimes;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The copies of a recording in the tiers below memory. Thread-safe. */
final class Copies<T> {
  private volatile List<TierCopy<T>> all = List.of();
  private volatile boolean abandoned;
  private final AtomicReference<@Nullable TierCopy<T>> first = new AtomicReference<>();
  private final AtomicInteger unsettled = new AtomicInteger();

  /** Begins with copies, and the chunks that there are already. */
  void begin(List<TierCopy<T>> copies, @Nullable Chunk from) {
    all = copies;
    first.set(copies.isEmpty() ? null : copies.get(0));
    if (abandoned) {
      abandon();
    }
    for (Chunk chunk = from; chunk != null && chunk.next() != null; chunk = chunk.next()) {
      offer(chunk);
    }
  }

  boolean areNone() {
    return all.isEmpty();
  }

  @SuppressWarnings("unchecked") // the recording's values
  void offer(Chunk full) {
    List<TierCopy<T>> copies = all;
    if (copies.isEmpty()) {
      return;
    }
    // Looked at once: as soon as the first has stored it, the chunk may let its values go.
    List<T> values = (List<T>) Arrays.asList(full.held());
    for (int i = 0; i < copies.size(); i++) {
      copies.get(i).offer(values, full.end());
    }
  }

  /** The copy from which chunks that have let their values go are read back, if there is one. */
  @Nullable TierCopy<T> toReadBack() {
    return first.get();
  }

  Mono<List<T>> page(int index) {
    TierCopy<T> copy = first.get();
    return copy == null
        ? Mono.error(new IllegalStateException("chunk " + index + " is not stored"))
        : copy.page(index);
  }

  /** One has failed; returns whether chunks were read back from it. */
  boolean lost(TierCopy<T> copy) {
    return first.compareAndSet(copy, null);
  }

  /** All has flowed; returns whether there is anything to settle. */
  boolean expectSettled() {
    unsettled.set(all.size());
    return !all.isEmpty();
  }

  void finish(EntryTimes times) {
    all.forEach(copy -> copy.finish(times));
  }

  /** One more is committed or lost; returns whether it was the last. */
  boolean settle() {
    return unsettled.decrementAndGet() == 0;
  }

  boolean areUnsettled() {
    return unsettled.get() > 0;
  }

  /** Gives up all that are not committed. */
  void abandon() {
    abandoned = true;
    all.forEach(TierCopy::abandon);
  }

  /** Gives up all, and forgets them. */
  void drop() {
    abandon();
    all = List.of();
    first.set(null);
  }

  /** Nothing is read back any more; what is not committed is given up. */
  void release() {
    all.forEach(TierCopy::release);
  }
}
