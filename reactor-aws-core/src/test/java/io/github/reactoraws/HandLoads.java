package io.github.reactoraws;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** Loads that are answered by hand; each remembers whether it was cancelled. */
final class HandLoads<K> implements Function<K, Mono<Integer>> {
  private final List<HandLoad> begun = new CopyOnWriteArrayList<>();

  @Override
  public Mono<Integer> apply(K key) {
    return new Mono<>() {
      @Override
      public void subscribe(CoreSubscriber<? super Integer> waiting) {
        HandLoad load = new HandLoad(waiting);
        begun.add(load);
        waiting.onSubscribe(load);
      }
    };
  }

  List<HandLoad> begun() {
    return begun;
  }

  HandLoad last() {
    return begun.get(begun.size() - 1);
  }

  /** One subscription to a load. */
  static final class HandLoad implements Subscription {
    private final CoreSubscriber<? super Integer> waiting;
    private volatile boolean cancelled;

    private HandLoad(CoreSubscriber<? super Integer> waiting) {
      this.waiting = waiting;
    }

    CoreSubscriber<? super Integer> waiting() {
      return waiting;
    }

    boolean isCancelled() {
      return cancelled;
    }

    void bring(int value) {
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
