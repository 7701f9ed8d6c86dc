package io.github.reactoraws;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.III_Result;

/** The races of {@link SingleFlight}; {@link JcstressTest} runs them. */
final class SingleFlightStress {
  private static final String KEY = "key";

  private SingleFlightStress() {}

  /** One key, loads answered by hand, and what is known when both threads are done. */
  abstract static class Scene {
    final HandLoads<String, Integer> loads = new HandLoads<>();
    final Flights<String, Integer> flights;

    Scene(SingleFlightSpec spec) {
      flights = new Flights<>(loads, spec);
    }

    Scene() {
      this(SingleFlightSpec.defaults());
    }

    final Asker ask(Asker asker) {
      MonoFlight.of(flights, KEY).subscribe(asker);
      return asker;
    }

    final int begun() {
      return loads.begun().size();
    }

    final int cancelled() {
      return (int) loads.begun().stream().filter(HandLoads.HandLoad::isCancelled).count();
    }

    /** Answers every load, as a world does that takes its time. */
    final void answerAll() {
      loads.begun().stream().filter(load -> !load.isCancelled()).forEach(load -> load.bring(1));
    }
  }

  /** The only waiter cancels as the load answers. Result: values, loads cancelled, keys left. */
  @JCStressTest
  @Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "the answer was first")
  @Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "the cancel was first")
  @Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "cancelled on the way to the waiter")
  @Outcome(id = "1, 1, 0", expect = FORBIDDEN, desc = "who was answered has nothing to cancel")
  @Outcome(id = "., ., 1", expect = FORBIDDEN, desc = "the key leaks, and its next ask hangs")
  @State
  public static class CancelAgainstAnswer extends Scene {
    private final Asker asker = ask(Asker.unbounded());

    /** The waiter's thread. */
    @Actor
    public void cancel() {
      asker.cancel();
    }

    /** The load's thread. */
    @Actor
    public void answer() {
      loads.last().bring(1);
    }

    /**
     * What came of it.
     *
     * @param r the result
     */
    @Arbiter
    public void outcome(III_Result r) {
      r.r1 = asker.values();
      r.r2 = cancelled();
      r.r3 = flights.size();
    }
  }

  /**
   * The last waiter cancels as another asks. Result: loads begun, loads cancelled, values of the
   * new waiter, keys left.
   */
  @JCStressTest
  @Outcome(id = "1, 0, 1, 0", expect = ACCEPTABLE, desc = "joined before the other left")
  @Outcome(id = "2, 1, 1, 0", expect = ACCEPTABLE, desc = "came after it, and loads anew")
  @Outcome(id = "1, 1, ., .", expect = FORBIDDEN, desc = "joined a load that is being cancelled")
  @Outcome(id = "., ., 0, .", expect = FORBIDDEN, desc = "the new waiter hangs")
  @Outcome(id = "2, 0, ., .", expect = FORBIDDEN, desc = "a load that nobody waits for runs on")
  @State
  public static class LastCancelAgainstAsk extends Scene {
    private final Asker leaving = ask(Asker.unbounded());
    private final Asker coming = Asker.unbounded();

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
      answerAll();
      r.r1 = begun();
      r.r2 = cancelled();
      r.r3 = coming.values();
      r.r4 = flights.size();
    }
  }

  /** Two ask at once. Result: loads begun, values of the two, keys left. */
  @JCStressTest
  @Outcome(id = "1, 1, 1, 0", expect = ACCEPTABLE, desc = "one load for both")
  @Outcome(id = "2, ., ., .", expect = FORBIDDEN, desc = "each has a load of its own")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "a waiter hangs or has two values, or a key leaks")
  @State
  public static class TwoAsks extends Scene {
    private final Asker one = Asker.unbounded();
    private final Asker other = Asker.unbounded();

    /** The one. */
    @Actor
    public void one() {
      ask(one);
    }

    /** The other. */
    @Actor
    public void other() {
      ask(other);
    }

    /**
     * What came of it.
     *
     * @param r the result
     */
    @Arbiter
    public void outcome(IIII_Result r) {
      answerAll();
      r.r1 = begun();
      r.r2 = one.values();
      r.r3 = other.values();
      r.r4 = flights.size();
    }
  }

  /**
   * One asks as the load answers, which is not remembered. Result: loads begun, values of the two,
   * keys left.
   */
  @JCStressTest
  @Outcome(id = "1, 1, 1, 0", expect = ACCEPTABLE, desc = "joined in time")
  @Outcome(id = "2, 1, 1, 0", expect = ACCEPTABLE, desc = "came after it, and loads anew")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "a waiter hangs or has two values, or a key leaks")
  @State
  public static class AskAgainstAnswer extends Scene {
    private final Asker early = ask(Asker.unbounded());
    private final Asker late = Asker.unbounded();
    private final HandLoads.HandLoad<Integer> load = loads.last();

    /** The load's thread. */
    @Actor
    public void answer() {
      load.bring(1);
    }

    /** The thread of the one who comes. */
    @Actor
    public void ask() {
      ask(late);
    }

    /**
     * What came of it.
     *
     * @param r the result
     */
    @Arbiter
    public void outcome(IIII_Result r) {
      loads.begun().stream().skip(1).forEach(second -> second.bring(1));
      r.r1 = begun();
      r.r2 = early.values();
      r.r3 = late.values();
      r.r4 = flights.size();
    }
  }

  /**
   * One asks as the load answers, which is remembered. Result: loads begun, values of the two, keys
   * remembered.
   */
  @JCStressTest
  @Outcome(id = "1, 1, 1, 1", expect = ACCEPTABLE, desc = "joined, or answered from memory")
  @Outcome(id = "2, ., ., .", expect = FORBIDDEN, desc = "a gap between the flight and memory")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "a waiter hangs or has two values")
  @State
  public static class AskAgainstRememberedAnswer extends Scene {
    private final Asker early;
    private final Asker late = Asker.unbounded();
    private final HandLoads.HandLoad<Integer> load;

    /** Begins a load. */
    public AskAgainstRememberedAnswer() {
      super(SingleFlightSpec.builder().remember(Duration.ofHours(1), 1).build());
      early = ask(Asker.unbounded());
      load = loads.last();
    }

    /** The load's thread. */
    @Actor
    public void answer() {
      load.bring(1);
    }

    /** The thread of the one who comes. */
    @Actor
    public void ask() {
      ask(late);
    }

    /**
     * What came of it.
     *
     * @param r the result
     */
    @Arbiter
    public void outcome(IIII_Result r) {
      r.r1 = begun();
      r.r2 = early.values();
      r.r3 = late.values();
      r.r4 = flights.size();
    }
  }

  /** A value that has come is requested as its waiter cancels. Result: values, ends, keys left. */
  @JCStressTest
  @Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "the request was first")
  @Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "the cancel was first")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "half a signal, or a key that leaks")
  @State
  public static class RequestAgainstCancel extends Scene {
    private final Asker asker = ask(new Asker(0));

    /** The load has answered. */
    public RequestAgainstCancel() {
      answerAll();
    }

    /** The waiter's thread. */
    @Actor
    public void request() {
      asker.request();
    }

    /** Somebody else's thread. */
    @Actor
    public void cancel() {
      asker.cancel();
    }

    /**
     * What came of it.
     *
     * @param r the result
     */
    @Arbiter
    public void outcome(III_Result r) {
      r.r1 = asker.values();
      r.r2 = asker.ends();
      r.r3 = flights.size();
    }
  }

  /** A value is requested as it comes. Result: values, ends, keys left. */
  @JCStressTest
  @Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "delivered once, by one of the two")
  @Outcome(id = "0, 0, 0", expect = FORBIDDEN, desc = "each leaves it to the other: a lost signal")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "delivered twice, or by halves")
  @State
  public static class RequestAgainstAnswer extends Scene {
    private final Asker asker = ask(new Asker(0));

    /** The waiter's thread. */
    @Actor
    public void request() {
      asker.request();
    }

    /** The load's thread. */
    @Actor
    public void answer() {
      loads.last().bring(1);
    }

    /**
     * What came of it.
     *
     * @param r the result
     */
    @Arbiter
    public void outcome(III_Result r) {
      r.r1 = asker.values();
      r.r2 = asker.ends();
      r.r3 = flights.size();
    }
  }

  /**
   * One is cancelled while it asks. Result: whether the cancel found something, loads left running,
   * keys left.
   */
  @JCStressTest
  @Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "the cancel came too early to be one")
  @Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "cancelled, and nothing is left")
  @Outcome(id = "1, ., .", expect = FORBIDDEN, desc = "a load runs on that nobody can cancel")
  @State
  public static class CancelAgainstOwnAsk extends Scene {
    private final Asker asker = Asker.unbounded();
    private boolean found;

    /** The thread of the one who asks. */
    @Actor
    public void ask() {
      ask(asker);
    }

    /** Somebody else's thread. */
    @Actor
    public void cancel() {
      found = asker.cancel();
    }

    /**
     * What came of it.
     *
     * @param r the result
     */
    @Arbiter
    public void outcome(III_Result r) {
      r.r1 = found ? 1 : 0;
      r.r2 = begun() - cancelled();
      r.r3 = flights.size();
    }
  }

  /** The two last waiters cancel at once. Result: loads cancelled, values, keys left. */
  @JCStressTest
  @Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "the load is cancelled with the last")
  @Outcome(id = "0, ., .", expect = FORBIDDEN, desc = "each takes the other for the last")
  @State
  public static class TwoCancels extends Scene {
    private final Asker one = ask(Asker.unbounded());
    private final Asker other = ask(Asker.unbounded());

    /** The one. */
    @Actor
    public void one() {
      one.cancel();
    }

    /** The other. */
    @Actor
    public void other() {
      other.cancel();
    }

    /**
     * What came of it.
     *
     * @param r the result
     */
    @Arbiter
    public void outcome(III_Result r) {
      r.r1 = cancelled();
      r.r2 = one.values() + other.values();
      r.r3 = flights.size();
    }
  }
}
