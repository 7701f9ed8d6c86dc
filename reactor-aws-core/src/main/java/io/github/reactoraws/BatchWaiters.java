package io.github.reactoraws;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for the keys of a {@link Batcher}: who joins which load, which batches may leave,
 * which call is no longer wanted. Thread-safe.
 *
 * <p>Every change is one short synchronized step, which calls nothing but the clock, the recorder
 * and the methods {@code equals} and {@code hashCode} of keys; whatever follows from it is handed
 * back, to be done outside. So no waiter holds up another, whatever it does with its value.
 *
 * @param <K> a key
 * @param <V> its value
 * @param <S> a waiter, told apart by identity
 */
final class BatchWaiters<K, V, S> {
  private final BatchSpec spec;
  private final Batches<K, V, Set<S>> batches;
  private int waiters;
  private boolean alarmSet;

  BatchWaiters(BatchSpec spec, LongSupplier nanoClock) {
    this.spec = spec;
    this.batches = new Batches<>(spec, nanoClock);
  }

  /**
   * Lets {@code waiter} wait for {@code key}.
   *
   * @throws IllegalStateException if too many wait already
   */
  synchronized Joined<K, V, S> join(K key, S waiter) {
    batches.forgetOld();
    KeyLoad<K, V, Set<S>> load = batches.ask(key);
    if (load.settled()) {
      return new Joined<>(load, load.value(), due());
    }
    if (waiters == spec.maxHeld()) {
      if (load.waiting() == null) {
        batches.withdraw(load);
      }
      throw new IllegalStateException(
          "at most maxHeld " + spec.maxHeld() + " may wait, and so many do");
    }
    Set<S> those = load.waiting();
    if (those == null) {
      those = new LinkedHashSet<>();
      load.keep(those);
    }
    those.add(waiter);
    waiters++;
    return new Joined<>(load, null, due());
  }

  /** Lets {@code waiter} go; a key, or a call, that nobody wants any more goes with it. */
  synchronized Left<K, V, S> leave(KeyLoad<K, V, Set<S>> load, S waiter) {
    Set<S> those = load.waiting();
    Batch<K, V, Set<S>> batch = load.batch();
    if (those == null || batch == null || !those.remove(waiter)) {
      return new Left<>(null, due());
    }
    waiters--;
    if (!those.isEmpty()) {
      return new Left<>(null, due());
    }
    load.keep(null);
    if (!batch.isInFlight()) {
      batches.withdraw(load);
      return new Left<>(null, due());
    }
    if (batch.loads().stream().anyMatch(other -> other.waiting() != null)) {
      return new Left<>(null, due());
    }
    batches.abandon(batch);
    return new Left<>(batch, due());
  }

  /** Who waits for a batch that is due; nobody if it was given up meanwhile. */
  synchronized List<S> waitingFor(Batch<K, V, Set<S>> batch) {
    List<S> all = new ArrayList<>();
    if (batch.isInFlight()) {
      for (KeyLoad<K, V, Set<S>> load : batch.loads()) {
        Set<S> those = load.waiting();
        if (those != null) {
          all.addAll(those);
        }
      }
    }
    return all;
  }

  /** Settles a batch that was due, and tells who waited for it. */
  synchronized Settled<K, V, S> settle(Batch<K, V, Set<S>> batch, BatchOutcome<K, V> outcome) {
    if (!batch.isInFlight()) {
      return new Settled<>(List.of(), due()); // abandoned meanwhile
    }
    batches.settle(batch, outcome);
    List<Waited<K, V, S>> all = new ArrayList<>();
    for (KeyLoad<K, V, Set<S>> load : batch.loads()) {
      Set<S> those = load.waiting();
      load.keep(null);
      if (those != null) {
        waiters -= those.size();
        those.forEach(waiter -> all.add(new Waited<>(waiter, load)));
      }
    }
    return new Settled<>(all, due());
  }

  /** Hears the alarm that {@link Due#alarmInNanos} has asked for. */
  synchronized Due<K, V, S> alarm() {
    alarmSet = false;
    batches.checkDue();
    return due();
  }

  /** Hears that the alarm could not be set: whoever comes next is to try again. */
  synchronized void alarmFailed() {
    alarmSet = false;
  }

  private Due<K, V, S> due() {
    Deque<Batch<K, V, Set<S>>> leaving = new ArrayDeque<>();
    Batch<K, V, Set<S>> next = batches.next(false);
    while (next != null) {
      leaving.add(next);
      next = batches.next(false);
    }
    if (batches.filling() && !alarmSet) {
      alarmSet = true;
      return new Due<>(leaving, OptionalLong.of(batches.untilDue()));
    }
    return new Due<>(leaving, OptionalLong.empty());
  }

  /**
   * What is to be done after a change.
   *
   * @param leaving batches to be called for
   * @param alarmInNanos in how many nanoseconds {@link #alarm} is to be called, if it is
   */
  record Due<K, V, S>(Deque<Batch<K, V, Set<S>>> leaving, OptionalLong alarmInNanos) {}

  /** A waiter has joined {@code load}, or has found it settled with a {@code value}. */
  record Joined<K, V, S>(KeyLoad<K, V, Set<S>> load, @Nullable V value, Due<K, V, S> due) {}

  /** A waiter has left; the call of {@code unwanted} is to be cancelled. */
  record Left<K, V, S>(@Nullable Batch<K, V, Set<S>> unwanted, Due<K, V, S> due) {}

  /** A batch is settled, and {@code waited} are to be told. */
  record Settled<K, V, S>(List<Waited<K, V, S>> waited, Due<K, V, S> due) {}

  /** One who waited for a load that is settled now. */
  record Waited<K, V, S>(S waiter, KeyLoad<K, V, Set<S>> load) {}
}
