package io.github.reactoraws.cache;

import io.github.reactoraws.BatchLoader;
import io.github.reactoraws.BatchResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.util.context.ContextView;

/**
 * Gathers those keys of a batch that must be loaded, until it is known of each whether it must, and
 * loads them in one call. What comes later, as to refresh what was found, is a call of its own.
 */
final class Misses<K, V> {

  /** A key that must be loaded, for who waits for it. */
  private record Miss<K, V>(K key, MonoSink<V> sink) {}

  private final BatchLoader<K, V> loader;
  private final ContextView context;
  private final Set<K> open; // it is not known whether they must be loaded
  private boolean begun;
  private List<Miss<K, V>> gathered = new ArrayList<>();
  private final Map<K, Throwable> named = new ConcurrentHashMap<>();
  private volatile @Nullable Throwable failure;

  /**
   * @param keys the batch
   * @param context reaches the loader
   */
  Misses(BatchLoader<K, V> loader, Set<K> keys, ContextView context) {
    this.loader = loader;
    this.context = context;
    this.open = new HashSet<>(keys);
  }

  /** Loads a key together with others; it is a miss when this is subscribed to. */
  Mono<V> load(K key) {
    return Mono.create(sink -> miss(key, sink));
  }

  private void miss(K key, MonoSink<V> sink) {
    synchronized (this) {
      gathered.add(new Miss<>(key, sink));
    }
    settle(key);
  }

  /** All keys were asked for: those still matter that are looked for, and not on another's way. */
  void begin(Predicate<K> looking) {
    synchronized (this) {
      begun = true;
      open.removeIf(looking.negate());
    }
    callIfSettled();
  }

  /** Nobody waits for the batch any more: what others wait for is loaded without the rest. */
  void end() {
    begin(key -> false);
  }

  /** It is known of a key whether it must be loaded. */
  void settle(K key) {
    synchronized (this) {
      open.remove(key);
    }
    callIfSettled();
  }

  private void callIfSettled() {
    List<Miss<K, V>> misses;
    synchronized (this) {
      if (!begun || !open.isEmpty() || gathered.isEmpty()) {
        return;
      }
      misses = gathered;
      gathered = new ArrayList<>();
    }
    call(misses);
  }

  private void call(List<Miss<K, V>> misses) {
    Set<K> keys = new LinkedHashSet<>();
    AtomicInteger waiting = new AtomicInteger(misses.size());
    Disposable.Swap call = Disposables.swap();
    for (Miss<K, V> miss : misses) {
      keys.add(miss.key());
      miss.sink()
          .onCancel(
              () -> {
                if (waiting.decrementAndGet() == 0) {
                  call.dispose();
                }
              });
    }
    if (!call.isDisposed()) {
      call.update(
          Mono.defer(() -> loader.load(Set.copyOf(keys)))
              .switchIfEmpty(
                  Mono.error(
                      () ->
                          new IllegalStateException(
                              "a loader's result must not be empty, was for " + keys)))
              .contextWrite(context)
              .subscribe(result -> tell(misses, result), error -> fail(misses, error)));
    }
  }

  private void tell(List<Miss<K, V>> misses, BatchResult<K, V> result) {
    for (Miss<K, V> miss : misses) {
      V value = result.values().get(miss.key());
      Throwable refused = result.failures().get(miss.key());
      if (value != null) {
        miss.sink().success(value);
      } else if (refused != null) {
        named.put(miss.key(), refused);
        miss.sink().error(refused);
      } else if (result.unprocessed().contains(miss.key())) {
        miss.sink().error(new UnprocessedException(miss.key()));
      } else {
        miss.sink().success();
      }
    }
  }

  private void fail(List<Miss<K, V>> misses, Throwable error) {
    failure = error;
    misses.forEach(miss -> miss.sink().error(error));
  }

  /** What the call failed with as a whole, if it did. */
  @Nullable Throwable failure() {
    return failure;
  }

  /** What a key failed with by itself, if it did. */
  @Nullable Throwable named(K key) {
    return named.get(key);
  }
}
