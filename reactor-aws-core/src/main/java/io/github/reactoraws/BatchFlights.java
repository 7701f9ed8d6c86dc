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
  private final List<Flight<K, V, W>> flights = new ArrayList<>();
  private final Disposable.Composite calls = Disposables.composite();
  private volatile boolean answered;

  BatchFlights(Batches<K, V, W> batches, BatchCall<K, V> call, Runnable whenAnswered) {
    this.batches = batches;
    this.call = call;
    this.whenAnswered = whenAnswered;
  }

  /**
   * Sends off what may leave.
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
    flights.add(new Flight<>(batch, one));
    calls.add(one);
    call.of(batch.keys()).subscribe(one);
    return true;
  }

  /**
   * Settles the batches whose calls have answered, and tells {@code settled} each of their loads.
   */
  boolean receive(Consumer<KeyLoad<K, V, W>> settled) {
    if (!answered) {
      return false;
    }
    answered = false;
    Iterator<Flight<K, V, W>> all = flights.iterator();
    while (all.hasNext()) {
      Flight<K, V, W> flight = all.next();
      if (flight.call.answered()) {
        all.remove();
        calls.remove(flight.call);
        batches.settle(flight.batch, BatchOutcome.of(flight.call));
        flight.batch.loads().forEach(settled);
      }
    }
    return true;
  }

  void dispose() {
    calls.dispose();
  }

  private void answered() {
    answered = true;
    whenAnswered.run();
  }

  private record Flight<K, V, W>(Batch<K, V, W> batch, OneCall<BatchOutcome<K, V>> call) {}
}
