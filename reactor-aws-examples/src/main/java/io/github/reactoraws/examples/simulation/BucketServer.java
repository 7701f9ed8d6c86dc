package io.github.reactoraws.examples.simulation;

import io.github.reactoraws.limit.Outcome;
import java.util.function.Consumer;

/** A server with a token bucket and no other bound: one token an attempt, none if throttled. */
final class BucketServer implements Server {
  private static final int THROTTLED_IS_FASTER = 4;

  private final EventQueue events;
  private final Jitter latency;
  private final int capacity;
  private double perSecond;
  private double tokens;
  private long filledTo;

  BucketServer(EventQueue events, Jitter latency, int capacity, double perSecond) {
    this.events = events;
    this.latency = latency;
    this.capacity = capacity;
    this.perSecond = perSecond;
    this.tokens = capacity;
  }

  void refillAt(double perSecond) {
    fill();
    this.perSecond = perSecond;
  }

  @Override
  public void accept(Consumer<Outcome> reply) {
    fill();
    if (tokens >= 1) {
      tokens--;
      events.after(latency.nanos(), () -> reply.accept(Outcome.SUCCEEDED));
    } else {
      events.after(latency.nanos() / THROTTLED_IS_FASTER, () -> reply.accept(Outcome.THROTTLED));
    }
  }

  private void fill() {
    tokens = Math.min(capacity, tokens + (events.now() - filledTo) * perSecond / 1e9);
    filledTo = events.now();
  }
}
