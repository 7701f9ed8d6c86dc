package io.github.reactoraws.cache.tier.disk;

import io.github.reactoraws.cache.codec.Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Mono;

/**
 * Looks for lists, those that wait together in one transaction, as the locks of one cost as much as
 * a look. It begins when all of these have been asked for, so that none is told of what was before,
 * and ends before any is told. Thread-safe.
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
    for (Find<?> find : some) {
      answer(find, desk);
    }
  }

  /** One that is told and throws leaves no other untold. */
  private void answer(Find<?> find, Desk desk) {
    try {
      find.answer(reader, desk);
    } catch (RuntimeException | Error thrown) {
      Workers.dropped(thrown);
    }
  }
}
