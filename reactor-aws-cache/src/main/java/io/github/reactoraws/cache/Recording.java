package io.github.reactoraws.cache;

import io.github.reactoraws.cache.tier.EntryTimes;
import io.github.reactoraws.cache.tier.StoredList;
import io.github.reactoraws.cache.tier.memory.HeldList;
import io.github.reactoraws.call.AwsFailure;
import io.github.reactoraws.metrics.Meter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.Scannable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * One list that flows to all who ask for a key meanwhile: found in a tier, or loaded and recorded.
 *
 * <p>The one who is furthest sets the pace. What flows is kept in chunks, so that the others, and
 * those who come later, begin with the first value.
 *
 * @param <T> a value
 */
final class Recording<T> implements CoreSubscriber<T>, Scannable {

  /*
   * The source appends, and no other thread. Who comes, goes, keeps or revokes holds the lock, and
   * calls nothing foreign with it but the subscription of a tier's commit.
   *
   * Memory: chunks are kept while the budget of all recordings lasts. Beyond it the recording is
   * `narrow`: with a copy in a tier, chunks that are stored let their values go and are read back by
   * who lags; without, nobody can join any more, and the source is not asked for more than a window
   * ahead of who is furthest behind.
   */

  private static final int CHUNK = 128;
  private static final int CHUNK_BYTES = 256 << 10;
  private static final int AHEAD = 1_024; // values that are asked for at once
  private static final int WINDOW = 4 * CHUNK;

  private final Engine engine;
  private final Ask<T> ask;
  private final boolean refresh;
  private final Context context;
  private final AtomicLong wanted = new AtomicLong();

  private volatile List<Cursor<T>> cursors = List.of(); // a new one at each change
  private boolean closed;
  private boolean keeping = true;
  private final Disposable.Swap lookup = Disposables.swap();

  private @Nullable Subscription source;
  private long asked;
  private volatile long pumpAt;

  private volatile @Nullable Chunk head;
  private volatile Chunk tail = new Chunk(0, 0);
  private int room = CHUNK;
  private long chunkWeight;
  private long weight;
  private final AtomicLong reserved = new AtomicLong();
  private volatile boolean givenUp;
  private @Nullable Chunk firstHeld;
  private volatile boolean narrow;

  private long begun; // values of a lost list that were handed over, and how many came again
  private long checked;
  private @Nullable Chunk again;
  private int againAt;

  private volatile String servedBy = Served.LOAD;
  private volatile boolean stale;
  private volatile boolean resolved;
  private volatile boolean ended;
  private @Nullable Throwable failure;

  private long loadedAt;
  private long took;
  private @Nullable HeldList heldFallback;
  private @Nullable StoredList<T> storedFallback;
  private String fallbackTier = "";
  private volatile @Nullable StoredList<T> playing;
  private List<TierCopy<T>> copies = List.of();
  private final AtomicReference<@Nullable TierCopy<T>> spill = new AtomicReference<>();
  private int copying;
  private boolean looked; // whether the look-up has found something

  /**
   * @param refresh whether it is loaded without a look at what there is
   * @param context of who asks first
   */
  Recording(Engine engine, Ask<T> ask, boolean refresh, Context context) {
    this.engine = engine;
    this.ask = ask;
    this.refresh = refresh;
    this.context = context;
    this.head = tail;
  }

  // Who reads.

  /** Seats one more; false if it is too late. */
  boolean join(Cursor<T> cursor) {
    synchronized (this) {
      Chunk first = head;
      if (closed || first == null) {
        return false;
      }
      cursor.beginAt(first);
      List<Cursor<T>> more = new ArrayList<>(cursors);
      more.add(cursor);
      cursors = more;
    }
    cursor.downstream().onSubscribe(cursor);
    cursor.begin();
    return true;
  }

  /** Whether it comes from upstream, and not out of a tier. */
  boolean isLoad() {
    return !resolved || playing == null;
  }

  /** Whether it was begun by this very ask, and is being looked for below memory. */
  boolean isLookingFor(Ask<?> asked) {
    return asked.upstream() == ask.upstream() && !refresh && !resolved;
  }

  /** Whether who asks now may share this list, as old as it is. */
  boolean suits(Ask<?> other) {
    return ask.codec().format().equals(other.codec().format())
        && (!resolved || other.ages().of(age(), 0, 0, false).isServed());
  }

  void leave(Cursor<T> cursor) {
    boolean last;
    synchronized (this) {
      List<Cursor<T>> rest = new ArrayList<>(cursors);
      if (!rest.remove(cursor)) {
        return;
      }
      cursors = rest;
      last = rest.isEmpty() && !ended;
      if (last) {
        closed = true;
        keeping = false;
      }
    }
    if (last) {
      giveUp();
    } else if (narrow) {
      pump();
    }
    if (ended) {
      releaseIfUnread();
    }
  }

  private void giveUp() {
    givenUp = true;
    engine.gone(ask.key(), this);
    lookup.dispose();
    Subscription upstream;
    synchronized (this) {
      upstream = source;
      source = Operators.cancelledSubscription();
    }
    if (upstream != null) {
      upstream.cancel();
    }
    copies.forEach(TierCopy::abandon);
    releaseBudget();
    release(storedFallback);
    releaseIfUnread();
  }

  private void releaseBudget() {
    engine.release(reserved.getAndSet(0));
  }

  private static void release(@Nullable StoredList<?> list) {
    if (list != null) {
      list.release();
    }
  }

  /** Nothing that is read here may be stored any more, and nobody may join. */
  void revoke() {
    synchronized (this) {
      keeping = false;
      closed = true;
    }
  }

  private synchronized boolean isKept() {
    return keeping;
  }

  private synchronized boolean isGivenUp() {
    return source == Operators.cancelledSubscription();
  }

  void want(long total) {
    if (wanted.get() < total) {
      wanted.accumulateAndGet(total, Math::max);
      pump();
    }
  }

  /** Whoever waits in a narrow recording may have made room. */
  void moved() {
    if (narrow) {
      pump();
    }
  }

  boolean isResolved() {
    return resolved;
  }

  boolean isEnded() {
    return ended;
  }

  @Nullable Throwable failure() {
    return failure;
  }

  void tell(Context to) {
    Served.tell(to, ask.key(), servedBy, age(), stale);
  }

  private long age() {
    return Math.max(0, engine.now() - loadedAt);
  }

  /** Reads back a chunk that has let its values go. */
  Mono<List<T>> stored(int index) {
    StoredList<T> found = playing;
    if (found != null) {
      return found.page(index);
    }
    TierCopy<T> copy = spill.get();
    return copy == null
        ? Mono.error(new IllegalStateException("chunk " + index + " is not stored"))
        : copy.page(index);
  }

  // Where it comes from.

  void start() {
    if (refresh) {
      load();
      return;
    }
    HeldList held = engine.memory().get(ask.key(), ask.codec().format());
    if (held != null) {
      Freshness freshness = engine.judge(ask, held);
      if (freshness.isServed()) {
        play(held);
        return;
      }
      heldFallback = freshness == Freshness.LAST_RESORT ? held : null;
    }
    Mono<Found<T>> found = engine.lookFor(ask);
    if (found == null) {
      load();
      return;
    }
    lookup.update(found.subscribe(this::found, failed -> load(), this::missed, context));
  }

  private void found(Found<T> found) {
    looked = true;
    if (found.freshness() == Freshness.LAST_RESORT) {
      storedFallback = found.list();
      fallbackTier = found.tier();
      load();
    } else {
      engine.count(Meter.CACHE_TIER_HITS);
      play(found.list(), found.tier(), found.freshness() == Freshness.STALE);
      if (found.freshness().isRefreshed()) {
        engine.refresh(ask, context);
      }
    }
  }

  private void missed() {
    if (!looked) {
      load();
    }
  }

  private void load() {
    if (isGivenUp()) {
      return;
    }
    loadedAt = engine.now();
    engine.count(Meter.CACHE_LOADS);
    copies = engine.copies(ask, this);
    spill.set(copies.isEmpty() ? null : copies.get(0));
    for (Chunk chunk = head; chunk != null && chunk.next() != null; chunk = chunk.next()) {
      Chunk full = chunk;
      copies.forEach(copy -> copy.offer(full));
    }
    resolved = true;
    ask.upstream().subscribe(this);
    drain();
  }

  private void play(HeldList held) {
    loadedAt = held.loadedAt();
    servedBy = engine.memory().name();
    revoke();
    resolved = true;
    if (held.values().length > 0) {
      tail.fill(held.values());
      chain();
    }
    finish(null);
  }

  private void play(StoredList<T> list, String tier, boolean old) {
    EntryTimes times = list.times();
    loadedAt = engine.now() - times.age().toNanos();
    took = times.took().toNanos();
    servedBy = tier;
    stale = old;
    if (isGivenUp()) {
      list.release();
      return;
    }
    playing = list;
    narrow = list.bytes() > engine.largestPromoted();
    resolved = true;
    onSubscribe(new StoredPages<>(list, this));
    drain();
  }

  @Override
  public void onSubscribe(Subscription s) {
    boolean late;
    synchronized (this) {
      late = source == Operators.cancelledSubscription();
      if (!late) {
        source = s;
        asked = tail.end();
        pumpAt = 0;
      }
    }
    if (late) {
      s.cancel();
      return;
    }
    if (begun > 0) {
      s.request(begun);
    }
    pump();
  }

  /** Asks the source for what is wanted, as far as there is room. */
  private void pump() {
    Subscription upstream;
    long more;
    synchronized (this) {
      upstream = source;
      long received = tail.end();
      long most = Math.min(wanted.get(), received + AHEAD);
      if (narrow) {
        most = Math.min(most, floor() + WINDOW);
      }
      more = most - asked;
      if (upstream == null || more <= 0) {
        return;
      }
      asked = most;
      pumpAt = Math.max(received + 1, most - AHEAD / 2);
    }
    upstream.request(more);
  }

  /** What need not be kept any more: it is stored, or everybody has it. */
  private long floor() {
    if (playing != null) {
      return Long.MAX_VALUE - WINDOW;
    }
    TierCopy<T> copy = spill.get();
    if (copy != null) {
      return copy.stored();
    }
    long least = Long.MAX_VALUE - WINDOW;
    for (Cursor<T> cursor : cursors) {
      least = Math.min(least, cursor.passed());
    }
    return least;
  }

  // What flows.

  @Override
  public void onNext(T value) {
    if (ended) {
      Operators.onNextDropped(value, context);
      return;
    }
    if (checked < begun) {
      if (!isTheSame(value)) {
        changed();
      }
      return;
    }
    Chunk chunk = tail;
    if (chunk.size() == 0) {
      open(value);
    }
    chunk.append(value);
    if (chunk.size() >= room) {
      closeChunk();
    }
    drain();
    if (tail.end() >= pumpAt) {
      pump();
    }
  }

  /** Appends a page as one chunk. */
  void page(List<T> values) {
    weight += values.isEmpty() ? 0 : engine.weight(ask.codec(), values.get(0)) * values.size();
    tail.fill(values.toArray());
    chain();
    letGo();
    drain();
    pump();
  }

  private void chain() {
    Chunk full = tail;
    Chunk following = new Chunk(full.index() + 1, full.end());
    full.chain(following);
    tail = following;
  }

  private void open(T value) {
    chunkWeight = engine.weight(ask.codec(), value);
    room = (int) Math.max(1, Math.min(CHUNK, CHUNK_BYTES / Math.max(1, chunkWeight)));
  }

  private void closeChunk() {
    Chunk full = tail;
    long more = chunkWeight * full.size();
    weight += more;
    if (!narrow && engine.reserve(more)) {
      reserved.addAndGet(more);
      if (givenUp) {
        releaseBudget();
      }
    } else if (!narrow) {
      narrow();
    }
    chain();
    copies.forEach(copy -> copy.offer(full));
    letGo();
  }

  private void narrow() {
    narrow = true;
    if (spill.get() == null && playing == null) {
      head = null;
      revoke();
      engine.gone(ask.key(), this);
    }
  }

  /** Lets the values go of chunks that are stored, if memory is short. */
  private synchronized void letGo() {
    Chunk from = firstHeld == null ? head : firstHeld;
    if (!narrow || from == null) {
      return;
    }
    TierCopy<T> copy = spill.get();
    long safe = playing != null ? tail.end() - 1 : copy == null ? 0 : copy.stored();
    while (from.next() != null && from.end() <= safe) {
      from.letGo();
      from = Objects.requireNonNull(from.next());
    }
    firstHeld = from;
  }

  /** A copy has stored more. */
  void stored() {
    if (narrow) {
      letGo();
      pump();
    }
  }

  /** A copy has failed, and stores nothing any more. */
  void failed(TierCopy<T> copy) {
    engine.count(Meter.CACHE_TIER_ERRORS);
    if (spill.compareAndSet(copy, null) && narrow) {
      narrow();
      pump();
    }
  }

  @Override
  public void onError(Throwable error) {
    if (ended) {
      Operators.onErrorDropped(error, context);
      return;
    }
    AwsFailure kind = AwsFailure.of(error);
    boolean barred = kind == AwsFailure.DENIED || kind == AwsFailure.UNAUTHENTICATED;
    copies.forEach(TierCopy::abandon);
    copies = List.of();
    spill.set(null);
    if (barred && refresh) {
      engine.forget(ask.key());
    }
    if (!barred && tail.end() == 0) {
      HeldList held = heldFallback;
      StoredList<T> list = storedFallback;
      if (held != null) {
        stale = true;
        play(held);
        return;
      }
      if (list != null) {
        storedFallback = null;
        revoke();
        play(list, fallbackTier, true);
        return;
      }
    }
    revoke();
    finish(error);
  }

  /**
   * A page of the stored list is lost: the list is loaded instead, and goes on behind the values
   * that were handed over, if it still begins with them.
   */
  void lost(Throwable error) {
    engine.count(Meter.CACHE_BROKEN);
    if (narrow && tail.end() > 0) {
      revoke();
      finish(error);
      return;
    }
    release(playing);
    playing = null;
    servedBy = Served.LOAD;
    stale = false;
    narrow = false;
    begun = tail.end();
    again = head;
    load();
  }

  /** Whether a value that is loaded again is the one that was handed over. */
  private boolean isTheSame(T value) {
    Chunk chunk = Objects.requireNonNull(again);
    while (againAt == chunk.size()) {
      chunk = Objects.requireNonNull(chunk.next());
      againAt = 0;
    }
    again = chunk;
    checked++;
    return value.equals(Objects.requireNonNull(chunk.values())[againAt++]);
  }

  private void changed() {
    Subscription upstream;
    synchronized (this) {
      upstream = source;
    }
    if (upstream != null) {
      upstream.cancel();
    }
    copies.forEach(TierCopy::abandon);
    copies = List.of();
    revoke();
    finish(
        new IllegalStateException(
            "a page of the stored list of "
                + ask.key()
                + " was lost, and the list has changed since; ask again"));
  }

  @Override
  public void onComplete() {
    if (ended) {
      return;
    }
    if (checked < begun) {
      changed();
      return;
    }
    if (playing == null) {
      took = engine.now() - loadedAt;
    }
    if (tail.size() > 0) {
      closeChunk();
    }
    keep();
    finish(null);
  }

  /** Puts the list where it can be found: all of it, or none. */
  private void keep() {
    boolean empty = tail.end() == 0;
    long left = ask.ages().keepFor(empty) - age();
    if (left <= 0) {
      revoke();
    }
    List<TierCopy<T>> all = copies;
    synchronized (this) {
      if (keeping && !narrow) {
        engine.memory().put(ask.key(), flattened(left));
      }
      copying = all.size();
    }
    if (!all.isEmpty()) {
      engine.storing().begin();
    }
    if (narrow && all.isEmpty() && playing == null) {
      engine.count(Meter.CACHE_NOT_KEPT);
    }
    EntryTimes times =
        new EntryTimes(
            Duration.ofNanos(age()), Duration.ofNanos(took), Duration.ofNanos(Math.max(1, left)));
    all.forEach(copy -> copy.finish(times));
  }

  private HeldList flattened(long left) {
    List<Object[]> parts = new ArrayList<>();
    Chunk chunk = head;
    while (chunk != null) {
      if (chunk.size() > 0) {
        parts.add(chunk.held());
      }
      chunk = chunk.next();
    }
    Object[] values;
    if (parts.size() == 1) {
      values = parts.get(0);
    } else {
      values = new Object[Math.toIntExact(tail.end())];
      int at = 0;
      for (Object[] part : parts) {
        System.arraycopy(part, 0, values, at, part.length);
        at += part.length;
      }
    }
    return engine.held(ask.codec().format(), values, loadedAt, took, left, weight);
  }

  /** Commits a copy, unless the list was revoked. */
  void commit(TierCopy<T> copy, EntryTimes times) {
    synchronized (this) {
      if (keeping) {
        copy.commit(times);
        return;
      }
    }
    copy.abandon();
    settled();
  }

  /** One more copy is committed or lost. */
  void settled() {
    boolean all;
    synchronized (this) {
      all = --copying == 0;
    }
    if (all) {
      engine.storing().end();
      engine.gone(ask.key(), this);
      if (ended) {
        releaseIfUnread();
      }
    }
  }

  private void finish(@Nullable Throwable error) {
    failure = error;
    synchronized (this) {
      source = Operators.cancelledSubscription();
      ended = true;
    }
    if (error != null || copies.isEmpty() || !isKept()) {
      engine.gone(ask.key(), this);
    }
    releaseBudget();
    release(storedFallback);
    drain();
    releaseIfUnread();
  }

  /** Lets go of what is stored when the last reader has left, and nobody else can come. */
  private void releaseIfUnread() {
    synchronized (this) {
      if (!cursors.isEmpty() || copying > 0) {
        return;
      }
      closed = true;
    }
    release(playing);
    copies.forEach(TierCopy::release);
  }

  private void drain() {
    List<Cursor<T>> all = cursors;
    for (int i = 0; i < all.size(); i++) {
      all.get(i).drain();
    }
  }

  @Override
  public Context currentContext() {
    return context;
  }

  @Override
  @SuppressWarnings("rawtypes") // Scannable's own signature
  public @Nullable Object scanUnsafe(Attr key) {
    if (key == Attr.PARENT) {
      return source;
    }
    if (key == Attr.TERMINATED) {
      return ended;
    }
    if (key == Attr.ERROR) {
      return failure;
    }
    return key == Attr.RUN_STYLE ? Attr.RunStyle.ASYNC : null;
  }
}
