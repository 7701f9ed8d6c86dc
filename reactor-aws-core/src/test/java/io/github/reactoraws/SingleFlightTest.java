package io.github.reactoraws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reactoraws.metrics.Meter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Scannable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.util.context.Context;

class SingleFlightTest {
  private static final Duration AGE = Duration.ofSeconds(10);

  private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
  private final Map<Meter, Long> counts = new EnumMap<>(Meter.class);
  private final HandLoads<String, Integer> loads = new HandLoads<>();
  private final SingleFlight<String, Integer> flight = SingleFlight.of(loads, spec().build());
  private final SingleFlight<String, Integer> remembering =
      SingleFlight.of(loads, spec().remember(AGE, 2).build());
  private final List<Object> seen = new ArrayList<>();

  private SingleFlightSpec.Builder spec() {
    return SingleFlightSpec.builder()
        .scheduler(clock)
        .recorder((meter, n) -> counts.merge(meter, n, Long::sum));
  }

  private Disposable see(Mono<?> asked) {
    return asked.subscribe(seen::add, seen::add, () -> seen.add("end"));
  }

  @Test
  void beforeSubscribe_nothingIsLoaded() {
    flight.load("a");

    assertThat(loads.begun()).isEmpty();
  }

  @Test
  void manyAsk_oneLoadAnswersAll() {
    for (int i = 0; i < 3; i++) {
      see(flight.load("a"));
    }
    loads.last().bring(1);

    assertThat(loads.begun()).hasSize(1);
    assertThat(seen).containsExactly(1, "end", 1, "end", 1, "end");
    assertThat(counts)
        .containsOnly(Map.entry(Meter.FLIGHT_LOADS, 1L), Map.entry(Meter.FLIGHT_JOINED, 2L));
  }

  @Test
  void otherKey_hasItsOwnLoad() {
    see(flight.load("a"));
    see(flight.load("b"));

    assertThat(loads.begun()).hasSize(2);
  }

  @Test
  void afterTheAnswer_loadsAnew() {
    see(flight.load("a"));
    loads.last().bring(1);
    see(flight.load("a"));
    loads.last().bring(2);

    assertThat(seen).containsExactly(1, "end", 2, "end");
  }

  @Test
  void emptyLoad_endsAllEmpty() {
    see(flight.load("a"));
    see(flight.load("a"));
    loads.last().end();

    assertThat(seen).containsExactly("end", "end");
  }

  @Test
  void failedLoad_failsAllAndIsNotRemembered() {
    IllegalStateException failure = new IllegalStateException("boom");
    see(remembering.load("a"));
    see(remembering.load("a"));
    loads.last().fail(failure);
    see(remembering.load("a"));

    assertThat(seen).containsExactly(failure, failure);
    assertThat(loads.begun()).hasSize(2);
  }

  @Test
  void loadThatThrows_isAnErrorAndTheNextLoads() {
    List<String> asked = new ArrayList<>();
    SingleFlight<String, Integer> broken =
        SingleFlight.of(
            key -> {
              asked.add(key);
              throw new IllegalStateException("boom");
            });

    StepVerifier.create(broken.load("a")).verifyErrorMessage("boom");
    StepVerifier.create(broken.load("a")).verifyErrorMessage("boom");

    assertThat(asked).hasSize(2);
  }

  @Test
  @SuppressWarnings("NullAway") // the broken rule is the test
  void loadWithoutMono_isAnErrorThatNamesTheKey() {
    SingleFlight<String, Integer> broken = SingleFlight.of(key -> null);

    StepVerifier.create(broken.load("a")).verifyErrorMessage("the load of a returned no Mono");
  }

  @Test
  void fatalErrorOfALoad_reachesTheWaiter() {
    SingleFlight<String, Integer> broken =
        SingleFlight.of(
            key -> {
              throw new StackOverflowError("deep");
            });

    StepVerifier.create(broken.load("a")).verifyErrorMessage("deep");
  }

  @Test
  void oneOfTwoCancels_otherIsAnswered() {
    Disposable leaving = see(flight.load("a"));
    see(flight.load("a"));
    leaving.dispose();
    assertThat(loads.last().isCancelled()).isFalse();
    loads.last().bring(1);

    assertThat(seen).containsExactly(1, "end");
  }

  @Test
  void lastCancels_loadIsCancelledAndTheNextAskLoadsAnew() {
    see(flight.load("a")).dispose();
    assertThat(loads.last().isCancelled()).isTrue();

    see(flight.load("a"));
    loads.last().bring(2);
    assertThat(loads.begun()).hasSize(2);
    assertThat(seen).containsExactly(2, "end");
  }

  @Test
  void answerAfterTheLastLeft_isDiscardedAndNotRemembered() {
    List<Object> discarded = new ArrayList<>();
    see(remembering.load("a").doOnDiscard(Integer.class, discarded::add)).dispose();
    loads.last().bring(1);
    see(remembering.load("a"));

    assertThat(discarded).containsExactly(1);
    assertThat(loads.begun()).hasSize(2);
  }

  @Test
  void cancelledWithinOnSubscribe_nothingIsLoaded() {
    flight
        .load("a")
        .subscribe(
            new BaseSubscriber<>() {
              @Override
              protected void hookOnSubscribe(Subscription subscription) {
                cancel();
              }
            });

    assertThat(loads.begun()).isEmpty();
  }

  @Test
  void valueBeforeItsRequest_waitsForIt() {
    StepVerifier.create(flight.load("a"), 0)
        .then(() -> loads.last().bring(1))
        .thenRequest(1)
        .expectNext(1)
        .verifyComplete();
  }

  @Test
  void endBeforeARequest_needsNone() {
    StepVerifier.create(flight.load("a"), 0).then(() -> loads.last().end()).verifyComplete();
  }

  @Test
  void askFromWithinItsOwnAnswer_loadsAnew() {
    see(flight.load("a").flatMap(first -> flight.load("a")));
    loads.last().bring(1);
    loads.last().bring(2);

    assertThat(seen).containsExactly(2, "end");
  }

  @Test
  void repeatedAsksOfAReadyLoad_doNotDeepenTheStack() {
    SingleFlight<String, Integer> ready = SingleFlight.of(key -> Mono.just(1));

    StepVerifier.create(ready.load("a").repeat(100_000).count())
        .expectNext(100_001L)
        .verifyComplete();
  }

  @Test
  void loadThatAsksForAnotherKey_isAnswered() {
    List<SingleFlight<Integer, Integer>> self = new ArrayList<>();
    self.add(
        SingleFlight.of(
            n -> n == 0 ? Mono.just(0) : self.get(0).load(n - 1).map(below -> below + n)));

    StepVerifier.create(self.get(0).load(100)).expectNext(5_050).verifyComplete();
  }

  @Test
  void waiterThatThrows_hurtsNoNeighbour() {
    flight.load("a").subscribe(new Throwing(seen));
    see(flight.load("a"));
    loads.last().bring(1);

    assertThat(seen).containsExactlyInAnyOrder("told: 1 is bad", 1, "end");
  }

  @Test
  void contexts_areEachTheirOwnAndTheLoadSeesItsBeginners() {
    Mono<Integer> asked =
        flight
            .load("a")
            .transformDeferredContextual(
                (load, view) -> load.doOnNext(v -> seen.add(view.get("who"))));
    asked.contextWrite(Context.of("who", "first")).subscribe();
    asked.contextWrite(Context.of("who", "second")).subscribe();
    String loading = loads.last().waiting().currentContext().get("who");
    loads.last().bring(1);

    assertThat(loading).isEqualTo("first");
    assertThat(seen).containsExactlyInAnyOrder("first", "second");
  }

  @Test
  void youngerThanItsAge_isAnsweredFromMemory() {
    see(remembering.load("a"));
    loads.last().bring(1);
    clock.advanceTimeBy(AGE.minusNanos(1));
    see(remembering.load("a"));

    assertThat(seen).containsExactly(1, "end", 1, "end");
    assertThat(counts)
        .containsOnly(Map.entry(Meter.FLIGHT_LOADS, 1L), Map.entry(Meter.FLIGHT_REMEMBERED, 1L));
  }

  @Test
  void atExactlyItsAge_loadsAnew() {
    see(remembering.load("a"));
    clock.advanceTimeBy(AGE); // the load takes its time; age counts from the answer
    loads.last().bring(1);
    clock.advanceTimeBy(AGE);
    see(remembering.load("a"));

    assertThat(loads.begun()).hasSize(2);
  }

  @Test
  void oneKeyTooMany_oldestIsLoadedAnew() {
    for (String key : List.of("a", "b", "c", "b", "c", "a")) {
      see(remembering.load(key));
      loads.last().bring(1);
    }

    assertThat(loads.begun()).hasSize(4);
  }

  @Test
  void emptiesAndErrors_areRememberedIfAsked() {
    SingleFlight<String, Integer> all =
        SingleFlight.of(loads, spec().remember(AGE, 2).rememberEmpties().rememberErrors().build());
    IllegalStateException failure = new IllegalStateException("boom");
    see(all.load("empty"));
    loads.last().end();
    see(all.load("broken"));
    loads.last().fail(failure);
    see(all.load("empty"));
    see(all.load("broken"));

    assertThat(seen).containsExactly("end", failure, "end", failure);
    assertThat(loads.begun()).hasSize(2);
  }

  @Test
  void expiredKeys_leaveWhenAnotherIsAsked() {
    Flights<String, Integer> flights = new Flights<>(loads, spec().remember(AGE, 100).build());
    for (int i = 0; i < 50; i++) {
      MonoFlight.of(flights, "key" + i).subscribe();
      loads.last().bring(i);
    }
    assertThat(flights.size()).isEqualTo(50);
    clock.advanceTimeBy(AGE);
    MonoFlight.of(flights, "other").subscribe();

    assertThat(flights.size()).isEqualTo(1);
  }

  @Test
  void hundredThousandWaiters_eachLeaveByThemselves() {
    Flights<String, Integer> flights = new Flights<>(loads, spec().build());
    List<Disposable> asks = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      asks.add(MonoFlight.of(flights, "a").subscribe());
    }
    asks.forEach(Disposable::dispose);

    assertThat(loads.begun()).singleElement().matches(HandLoads.HandLoad::isCancelled);
    assertThat(flights.size()).isZero();
  }

  @Test
  void whoComesAndGoes_leavesNothingBehind() {
    Flights<String, Integer> flights = new Flights<>(loads, spec().build());
    see(MonoFlight.of(flights, "a"));
    for (int i = 0; i < 10_000; i++) {
      MonoFlight.of(flights, "a").subscribe().dispose();
    }

    assertThat(flights.entry("a"))
        .isInstanceOfSatisfying(Flight.class, busy -> assertThat(busy.places()).isLessThan(100));
    loads.last().bring(1);
    assertThat(seen).containsExactly(1, "end");
  }

  @Test
  void waiter_isScannable() {
    List<Scannable> asks = new ArrayList<>();
    Disposable asking =
        flight.load("a").doOnSubscribe(s -> asks.add(Scannable.from(s))).subscribe();

    assertThat(asks.get(0).scan(Scannable.Attr.CANCELLED)).isFalse();
    asking.dispose();
    assertThat(asks.get(0).scan(Scannable.Attr.CANCELLED)).isTrue();
  }

  @Test
  void badSpecs_areRefusedByValue() {
    assertThatThrownBy(() -> SingleFlightSpec.builder().remember(Duration.ZERO, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("rememberFor must be positive")
        .hasMessageEndingWith("was PT0S");
    assertThatThrownBy(() -> SingleFlightSpec.builder().remember(Duration.ofDays(1_000_000), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("was PT24000000H");
    assertThatThrownBy(() -> SingleFlightSpec.builder().remember(AGE, 0))
        .hasMessage("maxRemembered must be at least 1, was 0");
    assertThatThrownBy(() -> SingleFlightSpec.builder().rememberErrors().build())
        .hasMessage(
            "rememberFor must be positive where empties or errors are remembered, was PT0S");
  }

  /** Breaks the rules in onNext, and tells what it hears then. */
  private record Throwing(List<Object> told) implements CoreSubscriber<Integer> {
    @Override
    public void onSubscribe(Subscription s) {
      s.request(1);
    }

    @Override
    public void onNext(Integer value) {
      throw new IllegalStateException(value + " is bad");
    }

    @Override
    public void onError(Throwable thrown) {
      told.add("told: " + thrown.getMessage());
      throw new IllegalStateException("again", thrown);
    }

    @Override
    public void onComplete() {
      told.add("completed");
    }
  }
}
