package io.github.reactoraws.examples.simulation;

import io.github.reactoraws.limit.Outcome;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/** A server with a number of workers, before whom attempts wait in a queue without a bound. */
final class WorkerServer implements Server {
  private final EventQueue events;
  private final Jitter work;
  private final ArrayDeque<Consumer<Outcome>> waiting = new ArrayDeque<>();
  private int workers;
  private int busy;

  WorkerServer(EventQueue events, Jitter work, int workers) {
    this.events = events;
    this.work = work;
    this.workers = workers;
  }

  /** Changes the number of workers; those who are busy finish first. */
  void employ(int workers) {
    this.workers = workers;
    takeUpWork();
  }

  @Override
  public void accept(Consumer<Outcome> reply) {
    waiting.add(reply);
    takeUpWork();
  }

  private void takeUpWork() {
    while (busy < workers && !waiting.isEmpty()) {
      Consumer<Outcome> reply = waiting.remove();
      busy++;
      events.after(
          work.nanos(),
          () -> {
            busy--;
            takeUpWork();
            reply.accept(Outcome.SUCCEEDED);
          });
    }
  }
}
