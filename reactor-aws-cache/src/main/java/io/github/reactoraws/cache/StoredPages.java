package io.github.reactoraws.cache;

import io.github.reactoraws.cache.tier.StoredList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/** Reads a stored list into a recording, a page at a time, while values are wanted. */
final class StoredPages<T> implements Subscription {
  private final StoredList<T> list;
  private final Recording<T> recording;
  private final AtomicLong wanted = new AtomicLong();
  private final AtomicInteger work = new AtomicInteger();
  private final Disposable.Swap page = Disposables.swap();
  private volatile boolean reading;
  private volatile boolean cancelled;
  private long read; // this and the next are of who has cleared or set `reading`
  private int next;

  StoredPages(StoredList<T> list, Recording<T> recording) {
    this.list = list;
    this.recording = recording;
  }

  @Override
  public void request(long n) {
    wanted.accumulateAndGet(n, Operators::addCap);
    drain();
  }

  @Override
  public void cancel() {
    cancelled = true;
    page.dispose();
  }

  private void drain() {
    if (work.getAndIncrement() != 0) {
      return;
    }
    int missed = 1;
    do {
      if (!cancelled && !reading) {
        if (next == list.pages()) {
          cancelled = true;
          recording.onComplete();
        } else if (read < wanted.get()) {
          reading = true;
          page.update(
              Mono.defer(() -> list.page(next)).single().subscribe(this::arrived, this::failed));
        }
      }
      missed = work.addAndGet(-missed);
    } while (missed != 0);
  }

  private void arrived(List<T> values) {
    if (cancelled) {
      return;
    }
    read += values.size();
    next++;
    recording.page(values);
    reading = false;
    drain();
  }

  private void failed(Throwable error) {
    if (!cancelled) {
      cancelled = true;
      recording.lost(error);
    }
  }
}
