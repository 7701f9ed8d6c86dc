package io.github.reactoraws.cache.tier.disk;

import io.github.reactoraws.cache.codec.Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Mono;

/**
 * Looks for lists. Those that wait together share a transaction, whose locks cost as much as a
 * look. It begins after the last of them was asked for, so that none sees older data, and ends
 * before any is answered. Thread-safe.
 */
final class Finds {
  private static final int MOST = 32; // in one transaction

  private final Queue<Find<?>> waiting = new ConcurrentLinkedQueue<>();
  private final DiskReader reader;
  private final Workers workers;
  private final Holds holds;

  Finds(DiskReader reader, Workers workers, Holds holds) {
    this.reader = reader;
    this.workers = workers;
    this.holds = holds;
  }

  /** The list of a path, which is held; or nothing. */
  <T> Mono<DiskList<T>> find(String path, Codec<T> codec) {
    return Mono.defer(
        () -> {
          AtomicBoolean taken = new AtomicBoolean();
          return Mono.<DiskList<T>>create(
                  sink -> {
                    waiting.add(new Find<>(path, codec, sink, taken));
                    workers.submit(this::serve); // one for each: those left over do nothing
                  })
              .doOnNext(list -> taken.set(true));
        });
  }

  private void serve(Desk desk) {
    List<Find<?>> some = new ArrayList<>(MOST);
    Find<?> next;
    while (some.size() < MOST && (next = waiting.poll()) != null) {
      some.add(next);
    }
    if (some.isEmpty()) {
      return;
    }
    holds.beginFind();
    try {
      boolean together = some.size() > 1 && reader.begin(desk);
      some.forEach(find -> find.look(reader, desk));
      if (together) {
        reader.end(desk);
      }
    } finally {
      holds.endFind();
    }
    some.forEach(find -> Workers.guard(() -> find.answer(reader, desk)));
  }
}
