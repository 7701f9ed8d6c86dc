package io.github.reactoraws.cache;

import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.tier.EntryTimes;
import io.github.reactoraws.cache.tier.StoredList;
import io.github.reactoraws.cache.tier.memory.HeldList;
import io.github.reactoraws.call.AwsFailure;
import io.github.reactoraws.metrics.Meter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
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
 * <p>The one who is furthest sets the pace. What flows is kept on a tape, so that the others, and
 * those who come later, begin with the first value.
 *
 * @param <T> a value
 */
final class Recording<T> implements CoreSubscriber<T>, Scannable {

  /*
   * The source appends, and no other thread. Who comes, goes, keeps or revokes holds the lock, and
   * calls nothing foreign with it but the subscription of a tier's commit, and the recorder, which
   * memory tells what it evicts.
   *
   * Memory: the tape is kept while the budget of all recordings lasts. Beyond it the recording is
   * `narrow`: with a copy in a tier, chunks that are stored let their values go and are read back by
   * who lags; without, nobody can join any more, and the source is not asked for more than a window
   * ahead of who is furthest behind.
   */

  private static final int WINDOW = 8 * Tape.CHUNK;

  private final Engine engine;
  private final Ask<T> ask;
  private final Way way;
  private final Context context;
  private final Context inner; // what the source sees

  private final Seats<T> seats = new Seats<>();
  private final Tape tape;
  private final Demand demand = new Demand();
  private final Copies<T> copies = new Copies<>();
  private final Disposable.Swap lookup = Disposables.swap();

  private boolean closed; // nobody can join
  private boolean keeping = true;
  private volatile boolean narrow;
  private volatile boolean resolved; // it is known whence it comes
  private volatile boolean ended;
  private @Nullable Throwable failure;

  private volatile String servedBy = Served.LOAD;
  private volatile boolean stale;
  private volatile long loadedAt;
  private long took;
  private @Nullable HeldList heldFallback;
  private @Nullable Found<T> storedFallback;
  private volatile @Nullable StoredList<T> playing;
  private @Nullable Beginning beginning; // of a stored list that was lost

  /**
   * @param context of who asks first
   */
  Recording(Engine engine, Ask<T> ask, Way way, Context context) {
    this.engine = engine;
    this.ask = ask;
    this.way = way;
    this.context = context;
    this.inner = (way == Way.ASIDE ? Served.toNobody(context) : context).put(Recording.class, this);
    this.tape = new Tape(engine.budget());
  }

  // Who reads.

  /** Seats one more; false if it is too late. */
  boolean join(Cursor<T> cursor) {
    synchronized (this) {
      Chunk first = tape.first();
      if (closed || first == null) {
        return false;
      }
      cursor.beginAt(first);
      seats.add(cursor);
    }
    try {
      cursor.downstream().onSubscribe(cursor);
    } catch (Throwable thrown) {
      cursor.cancel();
      throw thrown;
    }
    cursor.begin();
    return true;
  }

  /** Whether it comes from upstream, and not out of a tier, as far as is known. */
  boolean isLoad() {
    return !resolved || playing == null;
  }

  /** Whether it may still come out of a tier. */
  boolean mayBeStored() {
    return way != Way.REFRESH && (!resolved || playing != null);
  }

  /** Whether it was begun behind an answer, and is under way. */
  boolean isRefreshing() {
    return way == Way.REFRESH && !ended;
  }

  /** Whether it was begun by this very ask, and is being looked for below memory. */
  boolean isLookingFor(Ask<?> asked) {
    return asked.upstream() == ask.upstream() && way != Way.REFRESH && !resolved;
  }

  /** Whether who asks now may share this list, as old as it is. */
  boolean suits(Ask<?> other) {
    return ask.codec().format().equals(other.codec().format())
        && (!resolved || other.ages().of(age(), 0, 0, false).isServed());
  }

  void leave(Cursor<T> cursor) {
    boolean isLast;
    synchronized (this) {
      if (!seats.remove(cursor)) {
        return;
      }
      isLast = seats.areEmpty() && !ended;
      if (isLast) {
        closed = true;
        keeping = false;
      }
    }
    if (isLast) {
      giveUp();
    } else if (!ended) {
      demand.wantOnly(seats::mostWanted);
      pump(); // who wants more meanwhile may have found it wanted already; and there may be room
    }
    if (ended) {
      releaseIfUnread();
    }
  }

  private void giveUp() {
    engine.gone(ask.key(), this);
    lookup.dispose();
    demand.cancel();
    copies.abandon();
    tape.free();
    letGoOfFallback();
    releaseIfUnread();
  }

  /** Nothing that is read here may be stored any more, and nobody may join. */
  void revoke() {
    synchronized (this) {
      keeping = false;
      closed = true;
    }
  }

  void want(long total) {
    if (demand.want(total)) {
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
    if (stale) {
      engine.count(Meter.CACHE_STALE);
    }
    Served.tell(to, ask.key(), servedBy, age(), stale);
  }

  private long age() {
    return Math.max(0, engine.now() - loadedAt);
  }

  /** Reads back a chunk that has let its values go. */
  Mono<List<T>> stored(int index) {
    StoredList<T> found = playing;
    return found == null ? copies.page(index) : found.page(index);
  }

  // Where it comes from.

  void start() {
    if (way == Way.REFRESH) {
      load();
      return;
    }
    long now = engine.now();
    HeldList held = engine.memory().get(ask.key(), ask.codec().format(), now);
    if (held != null) {
      Freshness freshness = engine.judge(ask, held, now);
      if (freshness.isServed()) {
        engine.count(Meter.CACHE_MEMORY_HITS);
        stale = freshness == Freshness.STALE;
        play(held);
        return;
      }
      heldFallback = freshness == Freshness.LAST_RESORT ? held : null;
    }
    lookup.update(
        engine
            .below()
            .lookFor(ask)
            .subscribe(this::found, failed -> load(), this::loadIfNotFound, context));
  }

  private void found(Found<T> found) {
    if (!found.claim().take()) {
      return;
    }
    if (found.freshness() == Freshness.LAST_RESORT) {
      keepAsFallback(found);
      load();
      return;
    }
    engine.count(Meter.CACHE_TIER_HITS);
    play(found, found.freshness() == Freshness.STALE);
    if (found.freshness().isRefreshed()) {
      engine.refresh(ask, context);
    }
  }

  private void loadIfNotFound() {
    if (!resolved) {
      load();
    }
  }

  private void keepAsFallback(Found<T> found) {
    synchronized (this) {
      if (!demand.isOver()) {
        storedFallback = found;
        return;
      }
    }
    release(found.list());
  }

  private synchronized @Nullable Found<T> takeFallback() {
    Found<T> found = storedFallback;
    storedFallback = null;
    return found;
  }

  private void letGoOfFallback() {
    Found<T> found = takeFallback();
    if (found != null) {
      release(found.list());
    }
  }

  private void load() {
    if (demand.isOver()) {
      return;
    }
    loadedAt = engine.now();
    resolved = true;
    if (way == Way.ASIDE) {
      engine.join(ask, this);
      return;
    }
    engine.count(Meter.CACHE_LOADS);
    copies.begin(engine.below().copies(ask, this), tape.first());
    ask.upstream().subscribe((Subscriber<? super T>) this); // who signals what it throws
    drain();
  }

  private void play(HeldList held) {
    loadedAt = held.loadedAt();
    servedBy = engine.memory().name();
    revoke();
    resolved = true;
    if (held.values().length > 0) {
      tape.fill(held.values());
    }
    finish(null);
  }

  private void play(Found<T> found, boolean old) {
    StoredList<T> list = found.list();
    EntryTimes times = list.times();
    loadedAt = engine.now() - times.age().toNanos();
    took = times.took().toNanos();
    servedBy = found.tier();
    stale = old;
    narrow = list.bytes() > engine.largestPromoted();
    synchronized (this) {
      if (!demand.isOver()) {
        playing = list;
      }
    }
    if (playing == null) {
      release(list);
      return;
    }
    resolved = true;
    onSubscribe(new StoredPages<>(list, this));
    drain();
  }

  @Override
  public void onSubscribe(Subscription s) {
    if (demand.begin(s, tape.end(), beginning == null ? 0 : beginning.count())) {
      pump();
    }
  }

  /** Asks the source for what is wanted, as far as there is room. */
  private void pump() {
    demand.pump(tape::end, this::room);
  }

  /** How many values there may be: what can be let go makes room. */
  private long room() {
    return narrow ? Operators.addCap(needless(), WINDOW) : Long.MAX_VALUE;
  }

  /** How many values need not be held: the furthest has them, and the others can have them too. */
  private long needless() {
    if (playing != null) {
      return seats.mostPassed();
    }
    TierCopy<T> copy = copies.toReadBack();
    return copy == null ? seats.leastPassed() : Math.min(seats.mostPassed(), copy.stored());
  }

  // What flows.

  @Override
  public void onNext(T value) {
    if (ended) {
      Operators.onNextDropped(value, context);
      return;
    }
    Beginning before = beginning;
    if (before != null && !before.isOver()) {
      if (!before.meets(value)) {
        changed();
      }
      return;
    }
    weighNowAndThen(value);
    if (tape.append(value)) {
      closeChunk();
    }
    drain();
    if (demand.isDue(tape.end())) {
      pump();
    }
  }

  /** Appends a page of the stored list. */
  void page(List<T> values) {
    if (!values.isEmpty()) {
      weighNowAndThen(values.get(0));
      keepInMemory(tape.page(values.toArray()));
      letGo();
    }
    drain();
    pump();
  }

  private void weighNowAndThen(T value) {
    if (tape.isToBeWeighed()) {
      tape.weighed(engine.weight(ask.codec(), value));
    }
  }

  private void closeChunk() {
    Chunk full = tape.close();
    keepInMemory(full);
    copies.offer(full);
    letGo();
  }

  private void keepInMemory(Chunk full) {
    if (!narrow && !tape.reserve(full)) {
      narrow();
    }
  }

  private void narrow() {
    narrow = true;
    if (copies.toReadBack() == null && playing == null) {
      tape.forgetBeginning();
      revoke();
      engine.gone(ask.key(), this);
    }
  }

  private void letGo() {
    if (narrow) {
      tape.letGo(needless());
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
    demand.detach();
    if (!narrow) {
      copies.drop(); // else who lags reads back out of them
    }
    if (way == Way.REFRESH && barred) {
      engine.forget(ask.key());
    }
    if (barred || tape.end() > 0 || !fallBack()) {
      revoke();
      finish(error);
    }
  }

  /** Plays what is stale, if there is anything. */
  private boolean fallBack() {
    HeldList held = heldFallback;
    if (held != null) {
      stale = true;
      play(held);
      return true;
    }
    Found<T> found = takeFallback();
    if (found != null) {
      revoke();
      play(found, true);
    }
    return found != null;
  }

  /**
   * A page of the stored list is lost: the list is loaded instead, and goes on behind the values
   * that were handed over, if it still begins with them.
   */
  void lost(Throwable error) {
    engine.count(Meter.CACHE_TIER_ERRORS);
    if (narrow && tape.end() > 0) {
      revoke();
      finish(error);
      return;
    }
    demand.detach();
    releasePlayed();
    playing = null;
    servedBy = Served.LOAD;
    stale = false;
    narrow = false;
    beginning = new Beginning(Objects.requireNonNull(tape.first()), tape.end());
    load();
  }

  private void changed() {
    demand.cancel();
    copies.drop();
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
    if (beginning != null && !beginning.isOver()) {
      changed();
      return;
    }
    if (playing == null) {
      took = engine.now() - loadedAt;
    }
    if (!tape.isBetweenChunks()) {
      closeChunk();
    }
    keep();
    finish(null);
  }

  // Where it goes.

  /** Puts the list where it can be found: all of it, or none. */
  private void keep() {
    if (way == Way.ASIDE) {
      return; // another keeps it, or has something newer
    }
    long left = ask.ages().keepFor(tape.end() == 0) - age();
    if (left <= 0) {
      revoke();
    }
    synchronized (this) {
      if (keeping && !narrow) {
        engine.keep(ask, tape.flattened(), loadedAt, took, left, tape.bytes());
      }
    }
    if (copies.expectSettled()) {
      engine.storing().begin();
    } else if (narrow && playing == null) {
      engine.count(Meter.CACHE_NOT_KEPT);
    }
    copies.finish(
        new EntryTimes(
            Duration.ofNanos(age()), Duration.ofNanos(took), Duration.ofNanos(Math.max(1, left))));
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
    if (copies.lost(copy) && narrow) {
      narrow();
      pump();
    }
  }

  /** Commits a copy, unless the list was revoked. */
  void commit(TierCopy<T> copy, EntryTimes times) {
    synchronized (this) {
      if (keeping) {
        copy.commit(times);
        return;
      }
    }
    if (!narrow) {
      copy.abandon(); // else when who lags has read it
    }
    settled();
  }

  /** One more copy is committed or lost. */
  void settled() {
    if (copies.settle()) {
      tape.free(); // until now, chunks waited to be stored
      engine.storing().end();
      engine.gone(ask.key(), this);
      if (ended) {
        releaseIfUnread();
      }
    }
  }

  private void finish(@Nullable Throwable error) {
    failure = error;
    demand.end();
    boolean kept;
    synchronized (this) {
      ended = true;
      kept = keeping;
    }
    if (error != null || copies.areNone() || !kept) {
      engine.gone(ask.key(), this);
    }
    if (!copies.areUnsettled()) {
      tape.free();
    }
    letGoOfFallback();
    drain();
    releaseIfUnread();
  }

  /** Lets go of what is stored when the last reader has left, and nobody else can come. */
  private void releaseIfUnread() {
    synchronized (this) {
      if (!seats.areEmpty() || copies.areUnsettled()) {
        return;
      }
      closed = true;
    }
    releasePlayed();
    copies.release();
  }

  private void releasePlayed() {
    StoredList<T> list = playing;
    if (list != null) {
      release(list);
    }
  }

  private void release(StoredList<T> list) {
    attempt(list::release);
  }

  /** Calls a tier, which must not hurt anybody if it throws. */
  void attempt(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException failed) {
      engine.count(Meter.CACHE_TIER_ERRORS);
    }
  }

  private void drain() {
    seats.drain();
  }

  /** Who asks aside tells its readers by itself. */
  @Override
  public Context currentContext() {
    return inner;
  }

  /** The recording that a context belongs to, if it is that of a load. */
  static @Nullable Recording<?> loadingIn(Context context) {
    return context.isEmpty() ? null : context.getOrDefault(Recording.class, null);
  }

  /** The recording whose load has asked for this one, if it is such. */
  @Nullable Recording<?> within() {
    return loadingIn(context);
  }

  boolean isOf(Engine other, CacheKey key) {
    return engine == other && ask.key().equals(key);
  }

  @Override
  @SuppressWarnings("rawtypes") // Scannable's own signature
  public @Nullable Object scanUnsafe(Attr key) {
    if (key == Attr.PARENT) {
      return demand.source();
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
