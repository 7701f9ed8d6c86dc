package io.github.reactoraws;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.util.context.Context;

/**
 * The batches of one stream that are in flight. To be used by one drain loop; only {@link #dispose}
 * may come from elsewhere.
 *
 * @param <K> a key
 * @param <V> its value
 * @param <W> what the stream keeps beside each key
 */
final class BatchFlights<K, V, W> {
  private final Batches<K, V, W> batches;
  private final BatchCall<K, V> call;
  private final Runnable whenAnswered;
  private final List<Sent<K, V, W>> inFlight = new ArrayList<>();
  private final Disposable.Composite calls = Disposables.composite();
  private volatile boolean answered;

  BatchFlights(Batches<K, V, W> batches, BatchCall<K, V> call, Runnable whenAnswered) {
    this.batches = batches;
    this.call = call;
    this.whenAnswered = whenAnswered;
  }

  /**
   * Sends off the next batch that may leave; {@code false} if there is none, or no call is free.
   *
   * @param hurry whether a batch leaves that is neither full nor overdue
   * @param context what the calls see
   */
  boolean send(boolean hurry, Context context) {
    Batch<K, V, W> batch = batches.next(hurry);
    if (batch == null) {
      return false;
    }
    OneCall<BatchOutcome<K, V>> one = new OneCall<>(context, this::answered);
    inFlight.add(new Sent<>(batch, one));
    calls.add(one);
    call.of(batch.keys()).subscribe(one);
    return true;
  }

  /**
   * Settles the batches whose calls have answered, and tells {@code settled} each of their loads;
   * {@code false} if none has since it was last asked.
   */
  boolean receive(Consumer<KeyLoad<K, V, W>> settled) {
    if (!answered) {
      return false;
    }
    answered = false;
    Iterator<Sent<K, V, W>> each = inFlight.iterator();
    while (each.hasNext()) {
      Sent<K, V, W> sent = each.next();
      if (sent.call.answered()) {
        each.remove();
        calls.remove(sent.call);
        batches.settle(sent.batch, BatchOutcome.of(sent.call));
        sent.batch.loads().forEach(settled);
      }
    }
    return true;
  }

  /** Cancels the calls in flight, and those that would be sent yet. */
  void dispose() {
    calls.dispose();
  }

  private void answered() {
    answered = true;
    whenAnswered.run();
  }

  private record Sent<K, V, W>(Batch<K, V, W> batch, OneCall<BatchOutcome<K, V>> call) {}
}
