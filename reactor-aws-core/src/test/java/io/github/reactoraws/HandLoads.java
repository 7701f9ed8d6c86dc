package io.github.reactoraws;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** Loads that are answered by hand; each remembers whether it was cancelled. */
final class HandLoads<K, V> implements Function<K, Mono<V>> {
  private final List<HandLoad<V>> begun = new CopyOnWriteArrayList<>();

  @Override
  public Mono<V> apply(K key) {
    return new Mono<>() {
      @Override
      public void subscribe(CoreSubscriber<? super V> waiting) {
        HandLoad<V> load = new HandLoad<>(waiting);
        begun.add(load);
        waiting.onSubscribe(load);
      }
    };
  }

  List<HandLoad<V>> begun() {
    return begun;
  }

  HandLoad<V> last() {
    return begun.get(begun.size() - 1);
  }

  /** One subscription to a load. */
  static final class HandLoad<V> implements Subscription {
    private final CoreSubscriber<? super V> waiting;
    private volatile boolean cancelled;

    private HandLoad(CoreSubscriber<? super V> waiting) {
      this.waiting = waiting;
    }

    CoreSubscriber<? super V> waiting() {
      return waiting;
    }

    boolean isCancelled() {
      return cancelled;
    }

    void bring(V value) {
      waiting.onNext(value);
      waiting.onComplete();
    }

    void end() {
      waiting.onComplete();
    }

    void fail(Throwable failure) {
      waiting.onError(failure);
    }

    @Override
    public void request(long n) {}

    @Override
    public void cancel() {
      cancelled = true;
    }
  }
}
