package io.github.reactoraws.cache;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.reactoraws.cache.codec.Codec;
import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.key.KeyPattern;
import io.github.reactoraws.cache.tier.memory.MemoryTier;
import io.github.reactoraws.metrics.Recorder;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/** The races of a list that flows; {@link JcstressTest} runs them. */
final class CachedListStress {
  private static final CacheKey KEY = CacheKey.of("test", "numbers");
  private static final KeyPattern ALL = KeyPattern.of("**");
  private static final CachePolicy POLICY = CachePolicy.fresh(Duration.ofHours(1));

  private CachedListStress() {}

  /** One key, loads answered by hand, and what is known when both threads are done. */
  abstract static class Scene {
    private final Scheduler clock = new Silent();
    private final MemoryTier below = MemoryTier.of(1 << 20, clock, Recorder.none());
    final Engine engine =
        new Engine(
            64 << 10,
            List.of(below),
            SecretOperations.allBut(List.of()),
            clock,
            Recorder.none(),
            () -> 0.5);
    private final List<Load> loads = new CopyOnWriteArrayList<>();
    private final Flux<Integer> list =
        new FluxCached<>(
            engine,
            new Ask<>(
                KEY,
                new Zeros(),
                engine.ages(POLICY),
                POLICY.refreshTimeout(),
                new Flux<>() {
                  @Override
                  public void subscribe(CoreSubscriber<? super Integer> downstream) {
                    Load load = new Load(downstream);
                    loads.add(load);
                    downstream.onSubscribe(load);
                  }
                }));

    final Reader ask(Reader reader) {
      list.subscribe(reader);
      return reader;
    }

    final void bringAndComplete() {
      loads.stream().filter(load -> !load.cancelled).forEach(Load::bringAndComplete);
    }

    final int begun() {
      return loads.size();
    }

    final int cancelled() {
      return (int) loads.stream().filter(load -> load.cancelled).count();
    }

    final int requested() {
      return (int) loads.stream().mapToLong(load -> load.requested.get()).sum();
    }

    /** How many tiers have the list. */
    final int kept() {
      long now = clock.now(TimeUnit.NANOSECONDS);
      int above = engine.memory().get(KEY, Zeros.FORMAT, now) == null ? 0 : 1;
      return above + (below.get(KEY, Zeros.FORMAT, now) == null ? 0 : 1);
    }

    /** What is left behind: flights, and whether memory is still taken. */
    final int left() {
      return engine.flying() + (engine.budget().taken() == 0 ? 0 : 1);
    }
  }

  /**
   * One asks as the list of another completes. Result: loads begun, values of the new one, its
   * ends, what is left behind.
   */
  @JCStressTest
  @Outcome(id = "1, 1, 1, 0", expect = ACCEPTABLE, desc = "joined, or served out of memory")
  @Outcome(id = "2, ., ., .", expect = FORBIDDEN, desc = "loads what is there")
  @Outcome(id = "., ., 0, .", expect = FORBIDDEN, desc = "the new one hangs")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "a part told as all, or a flight that leaks")
  @State
  public static class JoinAgainstCompletion extends Scene {
    private final Reader coming = new Reader();

    /** Begins the load. */
    public JoinAgainstCompletion() {
      ask(new Reader());
    }

    /** The thread of the one who comes. */
    @Actor
    public void ask() {
      ask(coming);
    }

    /** The load's thread. */
    @Actor
    public void complete() {
      bringAndComplete();
    }

    /**
     * What came of it.
     *
     * @param r the result
     */
    @Arbiter
    public void outcome(IIII_Result r) {
      r.r1 = begun();
      r.r2 = coming.values();
      r.r3 = coming.ends();
      r.r4 = left();
    }
  }

  /**
   * The last reader leaves as another asks. Result: loads begun, loads cancelled, values of the new
   * one, what is left behind.
   */
  @JCStressTest
  @Outcome(id = "1, 0, 1, 0", expect = ACCEPTABLE, desc = "joined before the other left")
  @Outcome(id = "2, 1, 1, 0", expect = ACCEPTABLE, desc = "came after it, and loads anew")
  @Outcome(id = "1, 1, ., .", expect = FORBIDDEN, desc = "joined a load that is being cancelled")
  @Outcome(id = "2, 0, ., .", expect = FORBIDDEN, desc = "a load that nobody waits for runs on")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "the new one hangs, or a flight leaks")
  @State
  public static class LastCancelAgainstJoin extends Scene {
    private final Reader leaving = ask(new Reader());
    private final Reader coming = new Reader();

    /** The thread of the one who leaves. */
    @Actor
    public void cancel() {
      leaving.cancel();
    }

    /** The thread of the one who comes. */
    @Actor
    public void ask() {
      ask(coming);
    }

    /**
     * What came of it.
     *
     * @param r the result
     */
    @Arbiter
    public void outcome(IIII_Result r) {
      r.r1 = begun();
      r.r2 = cancelled();
      bringAndComplete();
      r.r3 = coming.values();
      r.r4 = left();
    }
  }

  /**
   * The only reader leaves as its list completes. Result: its ends, tiers that keep the list, loads
   * cancelled, what is left behind.
   */
  @JCStressTest
  @Outcome(id = "1, 2, 0, 0", expect = ACCEPTABLE, desc = "the completion was first")
  @Outcome(id = "0, 2, [01], 0", expect = ACCEPTABLE, desc = "kept before it left")
  @Outcome(id = "0, 1, [01], 0", expect = ACCEPTABLE, desc = "left when memory had it")
  @Outcome(id = "0, 0, [01], 0", expect = ACCEPTABLE, desc = "left before it was kept")
  @Outcome(id = "1, ., ., .", expect = FORBIDDEN, desc = "told as complete, and not kept")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "something is left behind")
  @State
  public static class CancelAgainstCompletion extends Scene {
    private final Reader leaving = ask(new Reader());

    /** The reader's thread. */
    @Actor
    public void cancel() {
      leaving.cancel();
    }

    /** The load's thread. */
    @Actor
    public void complete() {
      bringAndComplete();
    }

    /**
     * What came of it.
     *
     * @param r the result
     */
    @Arbiter
    public void outcome(IIII_Result r) {
      r.r1 = leaving.ends();
      r.r2 = kept();
      r.r3 = cancelled();
      r.r4 = left();
    }
  }

  /**
   * A list completes as its key is invalidated. Result: values of its reader, its ends, tiers that
   * keep the list, what is left behind.
   */
  @JCStressTest
  @Outcome(id = "1, 1, 0, 0", expect = ACCEPTABLE, desc = "removed, or never kept")
  @Outcome(id = "., ., [12], .", expect = FORBIDDEN, desc = "written after the invalidation")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "the reader is hurt, or a flight leaks")
  @State
  public static class InvalidationAgainstCommit extends Scene {
    private final Reader reader = ask(new Reader());

    /** The load's thread. */
    @Actor
    public void complete() {
      bringAndComplete();
    }

    /** The thread of who invalidates. */
    @Actor
    public void invalidate() {
      engine.invalidate(ALL).subscribe();
    }

    /**
     * What came of it.
     *
     * @param r the result
     */
    @Arbiter
    public void outcome(IIII_Result r) {
      r.r1 = reader.values();
      r.r2 = reader.ends();
      r.r3 = kept();
      r.r4 = left();
    }
  }

  /**
   * One who has asked for one value leaves as another asks for two. Result: values that the load
   * was asked for, loads cancelled, loads begun, what is left behind but the flight.
   */
  @JCStressTest
  @Outcome(id = "2, 0, 1, 0", expect = ACCEPTABLE, desc = "the load is asked for both")
  @Outcome(id = "1, ., ., .", expect = FORBIDDEN, desc = "who stays is forgotten, and hangs")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "asked for too much, or cancelled")
  @State
  public static class LeaveAgainstRequest extends Scene {
    private final Reader leaving = ask(new Reader(1));
    private final Reader staying = ask(new Reader(0));

    /** The thread of the one who leaves. */
    @Actor
    public void leave() {
      leaving.cancel();
    }

    /** The thread of the one who stays. */
    @Actor
    public void request() {
      staying.request(2);
    }

    /**
     * What came of it.
     *
     * @param r the result
     */
    @Arbiter
    public void outcome(IIII_Result r) {
      r.r1 = requested();
      r.r2 = cancelled();
      r.r3 = begun();
      r.r4 = left() - 1;
    }
  }

  /** A load that brings one value. */
  private static final class Load implements Subscription {
    private final CoreSubscriber<? super Integer> downstream;
    private final AtomicLong requested = new AtomicLong();
    private volatile boolean cancelled;

    Load(CoreSubscriber<? super Integer> downstream) {
      this.downstream = downstream;
    }

    void bringAndComplete() {
      downstream.onNext(0);
      downstream.onComplete();
    }

    @Override
    public void request(long n) {
      requested.addAndGet(n);
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  /** Counts its signals, and lets its subscription be cancelled from outside. */
  private static final class Reader implements CoreSubscriber<Integer> {
    private final AtomicInteger values = new AtomicInteger();
    private final AtomicInteger ends = new AtomicInteger();
    private final long first;
    private volatile @Nullable Subscription subscription;

    Reader() {
      this(Long.MAX_VALUE);
    }

    Reader(long first) {
      this.first = first;
    }

    @Override
    public void onSubscribe(Subscription s) {
      subscription = s;
      request(first);
    }

    @Override
    public void onNext(Integer value) {
      values.incrementAndGet();
    }

    @Override
    public void onError(Throwable error) {
      ends.incrementAndGet();
    }

    @Override
    public void onComplete() {
      ends.incrementAndGet();
    }

    int values() {
      return values.get();
    }

    int ends() {
      return ends.get();
    }

    void request(long n) {
      Subscription s = subscription;
      if (s != null && n > 0) {
        s.request(n);
      }
    }

    void cancel() {
      Subscription s = subscription;
      if (s != null) {
        s.cancel();
      }
    }
  }

  /** Zeros, each as a byte. */
  private record Zeros() implements Codec<Integer> {
    static final String FORMAT = "zeros";

    @Override
    public String format() {
      return FORMAT;
    }

    @Override
    public byte[] encode(List<? extends Integer> values) {
      return new byte[values.size()];
    }

    @Override
    public List<Integer> decode(byte[] bytes) {
      return Collections.nCopies(bytes.length, 0);
    }
  }

  /** Tells the time, and runs nothing: no search takes too long here. */
  private static final class Silent implements Scheduler {
    @Override
    public Disposable schedule(Runnable task) {
      return Disposables.never();
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
      return Disposables.never();
    }

    @Override
    public Worker createWorker() {
      throw new UnsupportedOperationException("nothing is scheduled one after another");
    }
  }
}
