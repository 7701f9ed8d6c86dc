package io.github.reactoraws.adaptive;

import io.github.reactoraws.limit.Outcome;
import io.github.reactoraws.limit.Sample;
import io.github.reactoraws.metrics.Meter;
import io.github.reactoraws.metrics.Recorder;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Permits for the calls of one scope: as many at once as the server works off without a queue, and
 * as many a second as it lets pass.
 *
 * <pre>{@code
 * Limiter limiter = plugin.limiter(states, "DescribeStateMachine");
 * Flux<Detail> details = arns.transform(flatMapAdaptive(arn -> describe(arn), limiter));
 * }</pre>
 *
 * <p>A permit is granted when fewer are in flight than the {@linkplain LimiterSpec.Builder#limit
 * limit} and the shared cap allow, and the {@linkplain LimiterSpec.Builder#rate rate} lets a call
 * start; who waits for the rate holds no permit. The limit learns from latency and faults, the rate
 * from throttles. What they learn from is each attempt, where an {@link AdaptivePlugin} has told
 * one of this scope, and otherwise each call under a permit, whose repetitions inside the SDK
 * nobody sees then.
 *
 * <p><b>Order:</b> first come, first served, but for two: a call that is under a permit of another
 * limiter goes first, since others wait for what it holds; and calls of clients with the plugin
 * that are under no permit do not stand in this line: they take turns of the rate ahead of it, and
 * under a steady load of them those who wait here may wait long. <b>Memory:</b> {@link
 * LimiterSpec#maxWaiting()} waiters; one more fails with {@link RejectedExecutionException}.
 * <b>Cancel:</b> a waiter leaves the line. <b>Threads:</b> a permit is granted on the thread that
 * asks, that ends another, or, if the rate made it wait, on the spec's scheduler; one after
 * another, never two at once, so whoever is granted one must not block. The books are kept in short
 * synchronized sections, which call out to the clock, the limit and the rate only.
 *
 * <p>Thread-safe; made to be shared.
 */
public final class Limiter {

  /*
   * Waiters are granted permits by one thread at a time, whoever raises `granting` from zero, and
   * outside of the lock: a grant may run the call, whose end grants again, and so on. What would be
   * a recursion as deep as the line is long is a loop.
   */

  private static final long NEAR_NANOS = 100_000; // alarms so near to each other are one

  private final LimiterSpec spec;
  private final SharedCap cap;
  private final Recorder recorder;
  private final AtomicInteger granting = new AtomicInteger();
  private final long maxDelayNanos;

  // Guarded by this.
  private final Ledger ledger;
  private final Set<Waiter> nestedLine = new LinkedHashSet<>(); // calls under a permit already
  private final Set<Waiter> line = new LinkedHashSet<>(); // all others
  private boolean heldByRate; // whoever was last refused a permit
  private long heldUntil;
  private boolean starving; // on the list of the shared cap
  private long lastTurn; // of first attempts without a permit

  // Owned by whoever grants.
  private final Disposable.Swap alarm = Disposables.swap();
  private @Nullable Long due; // when the rate lets the first in the line start
  private long alarmDue;
  private volatile boolean alarmIsSet; // until it rings

  private volatile int limit;
  private volatile int waitingCount;
  private volatile long lastUse;

  Limiter(LimiterSpec spec, SharedCap cap, Recorder recorder) {
    this.spec = spec;
    this.cap = cap;
    this.recorder = recorder;
    this.maxDelayNanos = spec.maxDelay().toNanos();
    this.ledger = new Ledger(spec.limit().get(), spec.rate().get(), cap.cap());
    this.limit = ledger.limit();
    this.lastUse = now();
    this.lastTurn = lastUse;
  }

  /**
   * Makes a limiter that stands alone; {@link Limiters} makes one for each scope.
   *
   * @param spec its bounds and algorithms; its recorder is told of this limiter alone, so where
   *     scopes are kept apart let it be {@link Recorder#within} that of the calls
   * @return a new limiter, which shares nothing with others
   */
  public static Limiter of(LimiterSpec spec) {
    Objects.requireNonNull(spec, "spec");
    Limiter limiter = new Limiter(spec, new SharedCap(spec.maxInFlight()), spec.recorder());
    limiter.watched();
    return limiter;
  }

  /**
   * Runs a call under a permit, which each subscription waits for. A call must not wait for a
   * permit of the same limiter in turn: it fails with {@link IllegalStateException}.
   *
   * <pre>{@code
   * Mono<DescribeVpcsResponse> vpcs = limiter.govern(AwsCall.of(() -> ec2.describeVpcs()));
   * }</pre>
   *
   * @param call the call; subscribed to when the permit is granted
   * @param <T> what it brings
   * @return the call, governed; fails with {@link RejectedExecutionException} if too many wait
   */
  public <T> Mono<T> govern(Mono<T> call) {
    Objects.requireNonNull(call, "call");
    return MonoGoverned.of(call, this);
  }

  /**
   * Returns the permits of one subscriber; for those who write stages.
   *
   * @param subscriber its context
   * @return permits of this limiter
   * @throws IllegalStateException if the subscriber is a call under a permit of this limiter
   */
  public Permits permits(Context subscriber) {
    return new Permits(this, subscriber);
  }

  /**
   * Returns how many calls may be in flight now.
   *
   * @return 1 or more
   */
  public int limit() {
    return limit;
  }

  /**
   * Returns how many calls may start a second.
   *
   * @return more than 0; {@link Double#POSITIVE_INFINITY} while no throttle has taught it
   */
  public synchronized double ratePerSecond() {
    return ledger.ratePerSecond();
  }

  /**
   * Returns how many calls are in flight.
   *
   * @return zero or more
   */
  public synchronized int inFlight() {
    return ledger.inFlight();
  }

  /**
   * Returns how many wait for a permit.
   *
   * @return zero or more
   */
  public int waiting() {
    return waitingCount;
  }

  @Override
  public synchronized String toString() {
    return "Limiter[limit=%d, ratePerSecond=%s, inFlight=%d, waiting=%d]"
        .formatted(limit, ledger.ratePerSecond(), ledger.inFlight(), waitingCount);
  }

  /** Shows its figures, without holding on to it; returns what ends that. */
  Runnable watched() {
    WeakReference<Limiter> self = new WeakReference<>(this);
    List<Runnable> watches =
        List.of(
            recorder.watch(Meter.LIMITER_LIMIT, figure(self, Limiter::limit)),
            recorder.watch(Meter.LIMITER_RATE, figure(self, Limiter::finiteRate)),
            recorder.watch(Meter.LIMITER_IN_FLIGHT, figure(self, Limiter::inFlight)),
            recorder.watch(Meter.LIMITER_WAITING, figure(self, Limiter::waiting)));
    return () -> watches.forEach(Runnable::run);
  }

  private static DoubleSupplier figure(
      WeakReference<Limiter> limiter, ToDoubleFunction<Limiter> figure) {
    return () -> {
      Limiter held = limiter.get();
      return held == null ? Double.NaN : figure.applyAsDouble(held);
    };
  }

  private double finiteRate() {
    double rate = ratePerSecond();
    return Double.isInfinite(rate) ? Double.NaN : rate;
  }

  /** Whether nothing is going on, and was not for {@code nanos}. */
  boolean isIdle(long nanos) {
    return waitingCount == 0 && inFlight() == 0 && now() - lastUse >= nanos;
  }

  void join(Waiter waiter) {
    Permit permit = startOrJoin(waiter);
    if (permit != null) {
      waiter.grant(permit);
    } else {
      grant(); // sets the alarm, or takes what has become free meanwhile
    }
  }

  void leave(Waiter waiter) {
    synchronized (this) {
      lineOf(waiter).remove(waiter);
      countWaiting();
    }
    grantIfAsked(); // it may have stood in the way of one who needs less
  }

  /** Ends a permit. */
  void end(Permit permit, Outcome outcome) {
    if (outcome == Outcome.IGNORED) {
      giveBack(); // without a look at the clock, which costs more than all the rest
    } else {
      learn(permit, outcome);
    }
    if (!permit.isNested()) {
      cap.giveBack();
    }
    grantIfAsked();
  }

  private synchronized void giveBack() {
    ledger.giveBack();
  }

  private void learn(Permit permit, Outcome outcome) {
    Sample sample;
    boolean learned;
    synchronized (this) {
      sample = permit.sample(now(), outcome); // in here, so that times do not go back
      ledger.giveBack();
      learned = ledger.learnIfUntold(sample);
      limit = ledger.limit();
    }
    if (learned) {
      record(sample);
    }
  }

  /**
   * The turn of the first attempt of a call.
   *
   * @return how long it must wait, and whether a permit has paid for it
   * @throws RejectedExecutionException if it would have to wait for too long
   */
  synchronized Turn firstAttempt() {
    long now = now();
    lastUse = now;
    if (ledger.takeCredit()) {
      return new Turn(0, true);
    }
    long wait = Math.max(ledger.nanosUntilStart(now), lastTurn - now);
    if (wait > maxDelayNanos) {
      throw new RejectedExecutionException(
          "the next turn comes in %s or more, later than maxDelay %s: %s"
              .formatted(Duration.ofNanos(wait), spec.maxDelay(), this));
    }
    lastTurn = ledger.reserve(now, now);
    return new Turn(lastTurn - now, false);
  }

  /** A first attempt's wait in nanoseconds, and whether it is that of a call under a permit. */
  record Turn(long nanos, boolean underPermit) {}

  /**
   * How long a repetition must wait that may begin after {@code backoff}, longer by {@code
   * maxDelay} at most; both in nanoseconds.
   */
  synchronized long repetition(long backoff) {
    long now = now();
    return Math.min(ledger.reserve(now, now + backoff) - now, backoff + maxDelayNanos);
  }

  /** An attempt starts. */
  synchronized Attempt attemptStarts(boolean underPermit) {
    return new Attempt(this, underPermit, now(), ledger.attemptStarts(underPermit));
  }

  /** An attempt has ended. */
  void attemptEnds(Attempt attempt, Outcome outcome) {
    Sample sample;
    synchronized (this) {
      sample = attempt.sample(now(), outcome);
      ledger.attemptEnds(attempt.underPermit(), sample);
      limit = ledger.limit();
    }
    record(sample);
    grantIfAsked();
  }

  /** The shared cap has something to give. */
  void wake() {
    synchronized (this) {
      starving = false;
    }
    grant();
  }

  private void record(Sample sample) {
    if (sample.outcome() == Outcome.IGNORED) {
      return;
    }
    recorder.count(Meter.LIMITER_ATTEMPTS, 1);
    if (sample.outcome() == Outcome.THROTTLED) {
      recorder.count(Meter.LIMITER_THROTTLED, 1);
    } else if (sample.outcome() == Outcome.SUCCEEDED) {
      recorder.time(Meter.LIMITER_LATENCY, sample.latencyNanos());
    }
  }

  /** A permit, if one is free and nobody is ahead. */
  synchronized @Nullable Permit tryStart(boolean nested) {
    return nestedLine.isEmpty() && (nested || line.isEmpty()) ? start(nested) : null;
  }

  /** A permit, if nobody is ahead; otherwise {@code waiter} stands at the end of its line. */
  private @Nullable Permit startOrJoin(Waiter waiter) {
    synchronized (this) {
      Permit permit = tryStart(waiter.isNested());
      if (permit != null) {
        return permit;
      }
      if (waitingCount < spec.maxWaiting()) {
        lineOf(waiter).add(waiter);
        countWaiting();
        return null;
      }
    }
    waiter.refuse(
        new RejectedExecutionException(
            "at most " + spec.maxWaiting() + " calls may wait: " + this));
    return null;
  }

  private Set<Waiter> lineOf(Waiter waiter) {
    return waiter.isNested() ? nestedLine : line;
  }

  private void countWaiting() {
    waitingCount = nestedLine.size() + line.size();
  }

  private @Nullable Permit start(boolean nested) {
    heldByRate = false;
    if (ledger.isFull()) {
      return null;
    }
    long now = now();
    long wait = ledger.nanosUntilStart(now);
    if (wait > 0) {
      heldByRate = true;
      heldUntil = now + wait;
      return null;
    }
    if (!nested && !takeShare()) {
      return null;
    }
    lastUse = now;
    return new Permit(this, now, ledger.start(now), nested);
  }

  private boolean takeShare() {
    if (cap.tryTake()) {
      return true;
    }
    if (!starving) {
      starving = true;
      cap.add(this);
    }
    return cap.tryTake(); // one may have come back before this limiter was on the list
  }

  private void grantIfAsked() {
    if (waitingCount > 0) {
      grant();
    }
  }

  private void grant() {
    if (granting.getAndIncrement() != 0) {
      return;
    }
    int missed = 1;
    do {
      try {
        grantAll();
      } catch (Throwable thrown) { // of a limit, a rate or a clock that is not ours
        refuseAll(thrown);
      }
      missed = granting.addAndGet(-missed);
    } while (missed != 0);
  }

  private void grantAll() {
    for (Granted next = next(); next != null; next = next()) {
      grant(next);
    }
    if (due != null) {
      setAlarm(due);
    }
  }

  /** Whatever a waiter throws is not the next one's concern. */
  private static void grant(Granted next) {
    try {
      next.waiter.grant(next.permit);
    } catch (Throwable thrown) {
      Operators.onErrorDropped(thrown, Context.empty());
    }
  }

  private record Granted(Waiter waiter, Permit permit) {}

  /**
   * The first in the line with its permit, if there is one for it; if the rate holds it up, it is
   * noted when it is due. Those under a permit already go first: others wait for what they hold.
   */
  private synchronized @Nullable Granted next() {
    due = null;
    Set<Waiter> first = nestedLine.isEmpty() ? line : nestedLine;
    if (first.isEmpty()) {
      return null;
    }
    Iterator<Waiter> each = first.iterator();
    Waiter waiter = each.next();
    Permit permit = start(waiter.isNested());
    if (permit == null) {
      due = heldByRate ? heldUntil : null;
      return null; // whoever ends a permit comes back, and so does the alarm
    }
    each.remove();
    countWaiting();
    return new Granted(waiter, permit);
  }

  /** Sees to it that somebody comes back at {@code time}. */
  private void setAlarm(long time) {
    if (alarmIsSet && alarmDue - time < NEAR_NANOS) {
      return;
    }
    alarmIsSet = true;
    alarmDue = time;
    try {
      long wait = Math.max(1, time - now());
      alarm.replace(spec.scheduler().schedule(this::ring, wait, TimeUnit.NANOSECONDS));
    } catch (RejectedExecutionException closed) {
      alarmIsSet = false;
      refuseAll(closed);
    }
  }

  private void ring() {
    alarmIsSet = false;
    grant();
  }

  private void refuseAll(Throwable reason) {
    List<Waiter> all = new ArrayList<>();
    synchronized (this) {
      all.addAll(nestedLine);
      all.addAll(line);
      nestedLine.clear();
      line.clear();
      countWaiting();
    }
    for (Waiter waiter : all) {
      try {
        waiter.refuse(reason);
      } catch (Throwable thrown) {
        Operators.onErrorDropped(thrown, Context.empty());
      }
    }
  }

  private long now() {
    return spec.scheduler().now(TimeUnit.NANOSECONDS);
  }
}
