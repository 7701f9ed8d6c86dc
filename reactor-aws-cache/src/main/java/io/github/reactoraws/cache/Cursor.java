package io.github.reactoraws.cache;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.Exceptions;
import reactor.core.Scannable;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * One subscriber of a recording: where it is, and what it has asked for. Each reads at its own
 * demand, from the first value on.
 */
final class Cursor<T> implements Subscription, Scannable {

  /*
   * Whoever brings `work` from zero drains: the thread that records, that requests, or that has
   * read a page back. All plain fields belong to the drain.
   */

  private final Recording<T> recording;
  private final CoreSubscriber<? super T> downstream;

  @SuppressWarnings("UnusedVariable") // its updater reads it
  private volatile int work;

  private volatile long requested;
  private volatile boolean begun;
  private volatile boolean cancelled;
  private volatile Object @Nullable [] readBack;
  private volatile @Nullable Throwable lost;
  private volatile @Nullable Disposable reading;

  private @Nullable Chunk chunk;
  private Object @Nullable [] values;
  private int at;
  private int end;
  private volatile long passed;
  private boolean told;
  private volatile boolean ended;

  @SuppressWarnings("rawtypes") // a field updater takes the raw class
  private static final AtomicIntegerFieldUpdater<Cursor> WORK =
      AtomicIntegerFieldUpdater.newUpdater(Cursor.class, "work");

  @SuppressWarnings("rawtypes")
  private static final AtomicLongFieldUpdater<Cursor> REQUESTED =
      AtomicLongFieldUpdater.newUpdater(Cursor.class, "requested");

  Cursor(Recording<T> recording, CoreSubscriber<? super T> downstream) {
    this.recording = recording;
    this.downstream = downstream;
  }

  CoreSubscriber<? super T> downstream() {
    return downstream;
  }

  /** How many values it has asked for. */
  long wanted() {
    return requested;
  }

  /** How many values were handed over. */
  long passed() {
    return passed;
  }

  void beginAt(Chunk first) {
    chunk = first;
  }

  /** Lets values flow, once downstream has its subscription. */
  void begin() {
    begun = true;
    drain();
  }

  @Override
  public void request(long n) {
    if (Operators.validate(n) && !cancelled && !ended) {
      long total = Operators.addCap(REQUESTED, this, n) + n;
      recording.want(total < 0 ? Long.MAX_VALUE : total);
      drain();
    }
  }

  @Override
  public void cancel() {
    if (!cancelled) {
      cancelled = true;
      Disposable page = reading;
      if (page != null) {
        page.dispose();
      }
      recording.leave(this);
    }
  }

  void drain() {
    if (WORK.getAndIncrement(this) != 0) {
      return;
    }
    int missed = 1;
    do {
      if (!ended && !cancelled) {
        try {
          handOver();
        } catch (Throwable thrown) {
          fail(thrown);
        }
      }
      missed = WORK.addAndGet(this, -missed);
    } while (missed != 0);
  }

  private void handOver() {
    if (!begun || !recording.isResolved()) {
      return;
    }
    long count = passed;
    while (true) {
      boolean complete = recording.isEnded(); // looked at first: nothing comes after it
      boolean available = moveToNext();
      if (cancelled) {
        break;
      }
      Throwable failure = lost;
      if (failure != null) {
        end(failure);
        break;
      }
      if (!available) {
        if (complete && isAtEnd()) {
          end(recording.failure());
        }
        break;
      }
      if (count == requested) {
        break;
      }
      tell();
      deliver(Objects.requireNonNull(values)[at++]);
      count++;
      passed = count;
    }
    recording.moved();
  }

  @SuppressWarnings("unchecked") // the recording is of this class
  private void deliver(Object value) {
    downstream.onNext((T) value);
  }

  /** Whether a value is at hand; goes on to the next chunk, and has it read back if need be. */
  private boolean moveToNext() {
    while (at == end) {
      Chunk here = Objects.requireNonNull(chunk);
      Chunk following = here.next(); // looked at first: nothing is appended once there is one
      int size = here.size();
      if (at < size) {
        Object[] held = here.values();
        if (held == null) {
          held = readBack;
          if (held == null) {
            readBack(here);
            held = readBack;
            if (held == null) {
              return false;
            }
          }
        }
        values = held;
        end = size;
        return true;
      }
      if (following == null) {
        return false;
      }
      chunk = following;
      at = 0;
      end = 0;
      values = null;
      readBack = null;
    }
    return true;
  }

  private void readBack(Chunk here) {
    if (reading != null) {
      return;
    }
    Disposable.Swap swap = Disposables.swap();
    reading = swap;
    swap.update(
        recording
            .stored(here.index())
            .single()
            .subscribe(
                page -> arrived(page, here),
                error -> {
                  lost = error;
                  reading = null;
                  drain();
                }));
    if (cancelled) {
      swap.dispose();
    }
  }

  private void arrived(List<T> page, Chunk here) {
    if (page.size() == here.size()) {
      readBack = page.toArray();
    } else {
      lost =
          new IllegalStateException(
              "page %d has %d values, of which %d were stored"
                  .formatted(here.index(), page.size(), here.size()));
    }
    reading = null;
    drain();
  }

  private boolean isAtEnd() {
    Chunk here = Objects.requireNonNull(chunk);
    return at == here.size() && here.next() == null;
  }

  private void tell() {
    if (!told) {
      told = true;
      recording.tell(downstream.currentContext());
    }
  }

  /** What downstream throws against the rules stays with it, and hurts no neighbour. */
  private void fail(Throwable thrown) {
    Context context = downstream.currentContext();
    if (ended) {
      Operators.onErrorDropped(thrown, context);
      return;
    }
    try {
      end(Exceptions.isFatal(thrown) ? thrown : Operators.onOperatorError(thrown, context));
    } catch (Throwable again) {
      Operators.onErrorDropped(again, context);
    }
  }

  private void end(@Nullable Throwable failure) {
    tell();
    ended = true;
    recording.leave(this);
    if (failure == null) {
      downstream.onComplete();
    } else {
      downstream.onError(failure);
    }
  }

  @Override
  @SuppressWarnings("rawtypes") // Scannable's own signature
  public @Nullable Object scanUnsafe(Attr key) {
    if (key == Attr.ACTUAL) {
      return downstream;
    }
    if (key == Attr.PARENT) {
      return recording;
    }
    if (key == Attr.CANCELLED) {
      return cancelled;
    }
    if (key == Attr.REQUESTED_FROM_DOWNSTREAM) {
      long wanted = requested;
      return wanted == Long.MAX_VALUE ? wanted : wanted - passed;
    }
    return key == Attr.RUN_STYLE ? Attr.RunStyle.ASYNC : null;
  }
}
