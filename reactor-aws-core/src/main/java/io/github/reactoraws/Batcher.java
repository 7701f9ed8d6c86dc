package io.github.reactoraws;

import io.github.reactoraws.BatchWaiters.Due;
import io.github.reactoraws.BatchWaiters.Joined;
import io.github.reactoraws.BatchWaiters.Left;
import io.github.reactoraws.BatchWaiters.Settled;
import io.github.reactoraws.BatchWaiters.Waited;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Gathers the keys of many pipelines into common batches.
 *
 * <pre>{@code
 * Batcher<String, Image> images = Batcher.of(loader);
 * Flux<Row> rows = instances.flatMapSequential(
 *     i -> images.load(i.imageId()).map(image -> new Row(i, image)), 500);
 * }</pre>
 *
 * <p>A batch leaves when it is full, or when its oldest key has waited {@link
 * BatchSpec#maxDelay()}. A key that is asked for while it is gathered or in flight joins that load;
 * {@link BatchSpec.Builder#remember} and the rules for refused and unprocessed keys hold as for
 * {@link Stages#enrichBatched(java.util.function.Function, BatchLoader,
 * java.util.function.BiFunction, BatchSpec) enrichBatched}; order and missing keys are no matter of
 * a batcher.
 *
 * <p>Thread-safe. It holds neither a thread nor a connection, and needs no closing. A batch that
 * fails has no bearing on the next.
 *
 * @param <K> a key, with {@code equals} and {@code hashCode}
 * @param <V> its value
 */
public final class Batcher<K, V> {

  private final BatchSpec spec;
  private final BatchCall<K, V> call;
  private final BatchWaiters<K, V, MonoSink<V>> waiters;
  private final Map<Batch<K, V, Set<MonoSink<V>>>, OneCall<BatchOutcome<K, V>>> calls =
      new ConcurrentHashMap<>(); // those in flight

  private Batcher(BatchLoader<K, V> loader, BatchSpec spec) {
    this.spec = Objects.requireNonNull(spec, "spec");
    this.call = new BatchCall<>(Objects.requireNonNull(loader, "loader"), spec);
    this.waiters = new BatchWaiters<>(spec, () -> spec.scheduler().now(TimeUnit.NANOSECONDS));
  }

  /**
   * Makes a batcher with {@link BatchSpec#defaults()}.
   *
   * @param loader loads the values of many keys in one call
   * @param <K> a key
   * @param <V> its value
   * @return a batcher
   */
  public static <K, V> Batcher<K, V> of(BatchLoader<K, V> loader) {
    return of(loader, BatchSpec.defaults());
  }

  /**
   * Makes a batcher.
   *
   * @param loader loads the values of many keys in one call
   * @param spec sizes and bounds; {@link BatchSpec#ordered()} and {@link BatchSpec#missing()} are
   *     of no account
   * @param <K> a key
   * @param <V> its value
   * @return a batcher
   */
  public static <K, V> Batcher<K, V> of(BatchLoader<K, V> loader, BatchSpec spec) {
    return new Batcher<>(loader, spec);
  }

  /**
   * Loads the value of {@code key}, together with others.
   *
   * <p><b>Cold:</b> each subscription is one waiter. <b>Empty:</b> the key has no value.
   * <b>Errors:</b> {@link KeyLoadException} if AWS refused this key; the call's own error if the
   * call failed; {@link IllegalStateException} at once if {@link BatchSpec#maxHeld()} wait already.
   * <b>Cancel:</b> frees this waiter alone: a key that nobody waits for any more is not sent, and a
   * call is cancelled when nobody waits for any of its keys. <b>Threads:</b> the value arrives on
   * the loader's thread, a remembered one on that of the subscriber. <b>Context:</b> each waiter's
   * own stays its own; the call sees the entries that are the same object for all who waited when
   * it began.
   *
   * @param key the key
   * @return its value
   */
  public Mono<V> load(K key) {
    Objects.requireNonNull(key, "key");
    return Mono.create(sink -> join(key, sink));
  }

  private void join(K key, MonoSink<V> sink) {
    Joined<K, V, MonoSink<V>> joined = waiters.join(key, sink);
    sink.onDispose(() -> leave(joined.load(), sink));
    begin(joined.due());
    if (joined.value() != null) {
      sink.success(joined.value());
    }
  }

  private void leave(KeyLoad<K, V, Set<MonoSink<V>>> load, MonoSink<V> sink) {
    Left<K, V, MonoSink<V>> left = waiters.leave(load, sink);
    if (left.unwanted() != null) {
      OneCall<BatchOutcome<K, V>> unwanted = calls.remove(left.unwanted());
      if (unwanted != null) {
        unwanted.dispose();
      }
    }
    begin(left.due());
  }

  private void begin(Due<K, V, MonoSink<V>> due) {
    Batch<K, V, Set<MonoSink<V>>> batch = due.leaving().poll();
    while (batch != null) {
      begin(batch, due.leaving());
      batch = due.leaving().poll();
    }
    setAlarm(due.alarmInNanos());
  }

  private void setAlarm(OptionalLong inNanos) {
    if (inNanos.isEmpty()) {
      return;
    }
    try {
      spec.scheduler()
          .schedule(() -> begin(waiters.alarm()), inNanos.getAsLong(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException rejected) {
      waiters.alarmFailed();
      throw rejected;
    }
  }

  /**
   * Begins the call for {@code batch}. If it answers at once, the batches that it makes way for go
   * behind those that are {@code leaving}: begun in here, they would pile up on the stack.
   */
  private void begin(
      Batch<K, V, Set<MonoSink<V>>> batch, Deque<Batch<K, V, Set<MonoSink<V>>>> leaving) {
    Thread here = Thread.currentThread();
    AtomicBoolean begun = new AtomicBoolean();
    Consumer<Due<K, V, MonoSink<V>>> next =
        due -> {
          if (Thread.currentThread() == here && !begun.get()) {
            leaving.addAll(due.leaving());
            setAlarm(due.alarmInNanos());
          } else {
            begin(due);
          }
        };
    OneCall<BatchOutcome<K, V>> one =
        new OneCall<>(SharedContext.of(waiters.waitingFor(batch)), () -> answered(batch, next));
    calls.put(batch, one);
    if (waiters.waitingFor(batch).isEmpty()) {
      calls.remove(batch); // whoever left last may have looked for the call before it was there
    } else {
      try {
        call.of(batch.keys()).subscribe(one);
      } catch (Throwable thrown) { // Reactor throws what it takes for fatal; the others still wait
        one.onError(thrown);
      }
    }
    begun.set(true);
  }

  private void answered(
      Batch<K, V, Set<MonoSink<V>>> batch, Consumer<Due<K, V, MonoSink<V>>> next) {
    OneCall<BatchOutcome<K, V>> one = calls.remove(batch);
    if (one == null) {
      return; // nobody wants it any more
    }
    Settled<K, V, MonoSink<V>> settled = waiters.settle(batch, BatchOutcome.of(one));
    try {
      next.accept(settled.due());
    } finally {
      settled.waited().forEach(this::tell);
    }
  }

  private void tell(Waited<K, V, MonoSink<V>> waited) {
    KeyLoad<K, V, ?> load = waited.load();
    MonoSink<V> sink = waited.waiter();
    try {
      switch (load.state()) {
        case LOADED -> sink.success(load.value());
        case FAILED -> sink.error(KeyLoadException.failed(load.key(), load.failure()));
        case BROKEN -> sink.error(load.failure());
        default -> sink.success();
      }
    } catch (Throwable thrown) { // a waiter's own; the others are to be told all the same
      Operators.onErrorDropped(thrown, Context.of(sink.contextView()));
    }
  }
}
