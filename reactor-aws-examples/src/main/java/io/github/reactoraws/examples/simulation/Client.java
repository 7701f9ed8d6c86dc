package io.github.reactoraws.examples.simulation;

import io.github.reactoraws.limit.Limit;
import io.github.reactoraws.limit.Outcome;
import io.github.reactoraws.limit.Rate;
import io.github.reactoraws.limit.Sample;
import java.util.SplittableRandom;

/**
 * Starts a call whenever demand, limit and rate allow it. A call that waits for a repetition stays
 * in flight; one that waits for its first turn is not yet.
 */
final class Client {
  private static final long LATEST_TIMER_NANOS = 2_000_000; // real ones are late too

  private final EventQueue events;
  private final Server server;
  private final Limit limit;
  private final Rate rate;
  private final Demand demand;
  private final RetryQuota quota;
  private final SplittableRandom timers;
  private final CallLog log = new CallLog();
  private final long begin;
  private int inFlight;
  private long started;
  private long wakeAt = Long.MAX_VALUE;

  Client(
      EventQueue events, Server server, Governor governor, Demand demand, SplittableRandom random) {
    this.events = events;
    this.server = server;
    this.limit = governor.limit().get();
    this.rate = governor.rate().get();
    this.demand = demand;
    this.quota = new RetryQuota(random.split());
    this.timers = random.split();
    this.begin = events.now();
  }

  CallLog log() {
    return log;
  }

  /** Starts what may start now. */
  void drain() {
    long now = events.now();
    while (inFlight < limit.limit() && started < demand.until(now - begin)) {
      long wait = rate.nanosUntilStart(now);
      if (wait > 0) {
        wake(now + wait);
        return;
      }
      rate.onStart(now);
      started++;
      inFlight++;
      attempt(new Call(now));
    }
  }

  private void wake(long at) {
    if (at >= wakeAt) {
      return;
    }
    wakeAt = at;
    events.at(
        at + timers.nextLong(LATEST_TIMER_NANOS),
        () -> {
          if (wakeAt == at) {
            wakeAt = Long.MAX_VALUE;
          }
          drain();
        });
  }

  private void attempt(Call call) {
    long start = events.now();
    int with = inFlight;
    call.attempts++;
    log.onAttempt(with);
    server.accept(outcome -> onReply(call, new Sample(start, events.now(), with, outcome)));
  }

  private void onReply(Call call, Sample sample) {
    limit.onSample(sample);
    rate.onSample(sample);
    if (sample.outcome() == Outcome.SUCCEEDED) {
      quota.giveBack(call.attempts);
      log.onSucceeded(call.start, events.now());
      inFlight--;
    } else {
      log.onThrottled();
      repeat(call);
    }
    drain();
  }

  private void repeat(Call call) {
    if (call.attempts < RetryQuota.MOST_ATTEMPTS && quota.take()) {
      long now = events.now();
      long at = rate.reserve(now, now + quota.backoffNanos(call.attempts));
      events.at(at + timers.nextLong(LATEST_TIMER_NANOS), () -> attempt(call));
    } else {
      log.onFailed();
      inFlight--;
    }
  }

  private static final class Call {
    private final long start;
    private int attempts;

    Call(long start) {
      this.start = start;
    }
  }
}
