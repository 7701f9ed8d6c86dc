package io.github.reactoraws.cache;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Operators;

/**
 * What a recording asks of its source: what the furthest of its readers wants, some of it ahead of
 * the values that have come. The source may be replaced by another, that goes on. Thread-safe.
 */
final class Demand {
  private static final int AHEAD = 1_024; // values that are asked for at once

  private final AtomicLong wanted = new AtomicLong();
  private @Nullable Subscription source;
  private long asked;
  private volatile long nextAt;

  /** Somebody wants so many values from the first on; returns whether nobody wanted so many. */
  boolean want(long total) {
    return wanted.get() < total && wanted.getAndAccumulate(total, Math::max) < total;
  }

  /**
   * Somebody has left.
   *
   * @param most how many values those want who are left; who wants more meanwhile is not missed, as
   *     it is asked twice
   */
  void wantOnly(LongSupplier most) {
    wanted.set(most.getAsLong());
    want(most.getAsLong());
  }

  /** The source has ended by itself, and another may go on in its place. */
  synchronized void detach() {
    if (!isOver()) {
      source = null;
    }
  }

  /**
   * Takes a source that goes on behind what has come; cancels it if it is not wanted.
   *
   * @param again what it brings once more before that, and is asked for at once
   * @return whether it is wanted
   */
  boolean begin(Subscription subscription, long received, long again) {
    boolean late;
    synchronized (this) {
      late = source != null;
      if (!late) {
        source = subscription;
        asked = received;
        nextAt = 0;
      }
    }
    if (late) {
      subscription.cancel();
    } else if (again > 0) {
      subscription.request(again);
    }
    return !late;
  }

  /** Whether it is time to ask for more. */
  boolean isDue(long received) {
    return received >= nextAt;
  }

  /**
   * Asks for what is wanted.
   *
   * @param end how many values have come
   * @param most how many values there is room for, from the first on
   */
  void pump(LongSupplier end, LongSupplier most) {
    Subscription upstream;
    long more;
    synchronized (this) {
      upstream = source;
      long received = end.getAsLong();
      long total = Math.min(Math.min(wanted.get(), received + AHEAD), most.getAsLong());
      more = total - asked;
      if (upstream == null || more <= 0) {
        return;
      }
      asked = total;
      nextAt = Math.max(received + 1, total - AHEAD / 2);
    }
    upstream.request(more);
  }

  /** The source has ended. */
  synchronized void end() {
    source = Operators.cancelledSubscription();
  }

  /** Nobody wants anything any more. */
  void cancel() {
    Subscription upstream;
    synchronized (this) {
      upstream = source;
      source = Operators.cancelledSubscription();
    }
    if (upstream != null) {
      upstream.cancel();
    }
  }

  synchronized boolean isOver() {
    return source == Operators.cancelledSubscription();
  }

  synchronized @Nullable Subscription source() {
    return source;
  }
}
