package io.github.reactoraws.cache.tier.disk;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Hands over a list that was found, or releases it if nobody wants it any more. */
final class Handover<T> {
  private final AtomicBoolean taken = new AtomicBoolean();
  private final AtomicBoolean cancelled = new AtomicBoolean();

  /** Looks for a list. */
  interface Search<T> {
    @Nullable DiskList<T> find(Desk desk);
  }

  static <T> Mono<DiskList<T>> of(Workers workers, Search<T> search) {
    return Mono.defer(
        () -> {
          Handover<T> handover = new Handover<>();
          return Mono.<DiskList<T>>create(
                  sink -> {
                    sink.onCancel(() -> handover.cancelled.set(true));
                    workers.submit(desk -> handover.search(desk, search, sink));
                  })
              .doOnNext(list -> handover.taken.set(true));
        });
  }

  private void search(Desk desk, Search<T> search, MonoSink<DiskList<T>> sink) {
    DiskList<T> found = null;
    try {
      found = cancelled.get() ? null : search.find(desk);
    } catch (RuntimeException | Error failed) {
      sink.error(failed);
    }
    if (found == null) {
      sink.success();
      return;
    }
    DiskList<T> list = found;
    sink.onDispose(
        () -> {
          if (cancelled.get() && !taken.get()) {
            list.release();
          }
        });
    sink.success(list);
    if (cancelled.get() && !taken.get()) {
      list.release();
    }
  }
}
