package io.github.reactoraws.cache.tier.disk;

import io.github.reactoraws.cache.codec.Codec;
import io.github.reactoraws.cache.tier.EntryTimes;
import io.github.reactoraws.cache.tier.ListWriter;
import io.github.reactoraws.cache.tier.PageLostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Writes one list. */
final class DiskListWriter<T> implements ListWriter<T> {
  private static final long LARGEST_PAGE = (long) PageId.PART_BYTES * PageId.MOST_PARTS;

  private enum State {
    OPEN,
    COMMITTED,
    ENDED
  }

  private final DiskWriter writer;
  private final DiskReader reader;
  private final Workers workers;
  private final Holds holds;
  private final LongSupplier clock;
  private final Sealing sealing;
  private final String path;
  private final Codec<T> codec;
  private final Draft draft;
  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
  private final AtomicBoolean refused = new AtomicBoolean();
  private final Map<Integer, byte[]> unwritten = new ConcurrentHashMap<>();
  private volatile @Nullable String keyId;
  private volatile int pages; // changed by one append after another
  private final AtomicLong items = new AtomicLong();

  DiskListWriter(
      DiskWriter writer,
      DiskReader reader,
      Workers workers,
      Holds holds,
      LongSupplier clock,
      Sealing sealing,
      String path,
      Codec<T> codec,
      Draft draft) {
    this.writer = writer;
    this.reader = reader;
    this.workers = workers;
    this.holds = holds;
    this.clock = clock;
    this.sealing = sealing;
    this.path = path;
    this.codec = codec;
    this.draft = draft;
  }

  @Override
  public Mono<Void> append(List<? extends T> values) {
    if (values.isEmpty()) {
      return Mono.error(new IllegalArgumentException("values must be one or more, were none"));
    }
    return Mono.create(sink -> workers.submit(desk -> append(desk, values, sink)));
  }

  private void append(Desk desk, List<? extends T> values, MonoSink<Void> sink) {
    try {
      requireOpen();
      int page = pages;
      if (page == PageId.MOST_PAGES) {
        throw new IllegalStateException("a list has at most " + PageId.MOST_PAGES + " pages");
      }
      byte[] raw = codec.encode(values);
      byte[] sealed = desk.envelope().seal(raw, sealing.compression(), keyId(), path, page);
      if (sealed.length > LARGEST_PAGE) {
        throw new IllegalStateException(
            "a page has at most " + LARGEST_PAGE + " bytes, had " + sealed.length);
      }
      draft.promise(sealed.length);
      unwritten.put(page, sealed);
      pages = page + 1;
      items.addAndGet(values.size());
      if (page == 0) { // which goes with the next, or with the commit
        writer.requireOn();
        sink.success();
        return;
      }
      if (page == 1) {
        byte[] first = Objects.requireNonNull(unwritten.get(0));
        writer.add(new PageOp(writer, draft, 0, first, unwritten, null));
      }
      PageOp op = new PageOp(writer, draft, page, sealed, unwritten, sink);
      if (writer.add(op)) {
        op.signal();
      }
    } catch (RuntimeException | Error failed) {
      refused.set(true);
      sink.error(failed);
    }
  }

  private void requireOpen() {
    if (state.get() != State.OPEN) {
      throw new IllegalStateException("list of " + path + " was committed or abandoned");
    }
    Throwable lost = draft.lost();
    if (lost != null) {
      throw new IllegalStateException("list of " + path + " was lost", lost);
    }
    if (refused.get()) {
      throw new IllegalStateException("list of " + path + " lacks a page that failed");
    }
  }

  /** One for all pages of the list. */
  private String keyId() {
    String known = keyId;
    if (known == null) {
      known = sealing.keyId();
      keyId = known;
    }
    return known;
  }

  @Override
  public Mono<List<T>> page(int index) {
    return Mono.create(sink -> workers.submit(desk -> page(desk, index, sink)));
  }

  private void page(Desk desk, int index, MonoSink<List<T>> sink) {
    if (index < 0 || index >= pages) {
      sink.error(new IndexOutOfBoundsException(index));
      return;
    }
    byte[] sealed = unwritten.get(index);
    EntryRow entry = row(0, 0, 0); // later: what is written by then has its number
    try {
      if (state.get() == State.ENDED) {
        throw new IllegalStateException("list of " + path + " was abandoned or released");
      }
      sink.success(
          sealed == null
              ? reader.page(desk, entry, index, codec)
              : codec.decode(desk.envelope().open(sealed, path, index)));
    } catch (PageLostException lost) {
      sink.error(lost);
    } catch (RuntimeException broken) { // a codec's own, too
      sink.error(DiskReader.lost(entry, index, broken));
    } catch (Error failed) {
      sink.error(failed);
    }
  }

  @Override
  public Mono<Void> commit(EntryTimes times) {
    return Mono.create(
        sink -> {
          try {
            requireOpen();
            if (!state.compareAndSet(State.OPEN, State.COMMITTED)) {
              requireOpen();
            }
            keyId(); // of a list without pages, too
            long now = clock.getAsLong();
            long loadedAt = now - millis(times.age());
            long expiresAt = now + millis(times.timeToLive());
            EntryRow content =
                row(loadedAt, nanos(times.took()), expiresAt < now ? Long.MAX_VALUE : expiresAt);
            writer.add(new CommitOp(draft, content, unwritten, sink));
          } catch (RuntimeException failed) {
            sink.error(failed);
          }
        });
  }

  private EntryRow row(long loadedAt, long took, long expiresAt) {
    String key = keyId;
    return new EntryRow(
        draft.id(),
        path,
        codec.format(),
        key == null ? "" : key,
        loadedAt,
        took,
        expiresAt,
        pages,
        items.get(),
        0);
  }

  private static long millis(Duration duration) {
    return duration.toSeconds() > Long.MAX_VALUE / 2_000 ? Long.MAX_VALUE / 2 : duration.toMillis();
  }

  private static long nanos(Duration duration) {
    return duration.toSeconds() > Long.MAX_VALUE / 2_000_000_000
        ? Long.MAX_VALUE / 2
        : duration.toNanos();
  }

  @Override
  public void abandon() {
    if (state.compareAndSet(State.OPEN, State.ENDED)) {
      unwritten.clear();
      writer.add(new DiscardOp(draft, holds));
    }
  }

  @Override
  public void release() {
    if (!state.compareAndSet(State.COMMITTED, State.ENDED)) {
      return;
    }
    if (draft.isKept()) {
      reader.release(draft.id());
    } else {
      writer.add(new DiscardOp(draft, holds)); // deletes only what could not be committed
    }
  }
}
