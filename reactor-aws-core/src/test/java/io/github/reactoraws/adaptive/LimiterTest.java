package io.github.reactoraws.adaptive;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reactoraws.limit.Limits;
import io.github.reactoraws.limit.Outcome;
import io.github.reactoraws.limit.Rate;
import io.github.reactoraws.limit.Sample;
import io.github.reactoraws.metrics.Meter;
import io.github.reactoraws.metrics.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.util.context.Context;
import software.amazon.awssdk.core.exception.SdkServiceException;

class LimiterTest {
  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final List<Permit> granted = new ArrayList<>();
  private final List<Throwable> refused = new ArrayList<>();

  private LimiterSpec.Builder spec() {
    return LimiterSpec.builder()
        .maxInFlight(100)
        .limit(() -> Limits.fixed(2))
        .rate(Limits::unlimitedRate)
        .scheduler(time);
  }

  private Limiter limiter() {
    return Limiter.of(spec().build());
  }

  /** One start each 100 ms. */
  private Limiter paced() {
    return Limiter.of(spec().limit(() -> Limits.fixed(9)).rate(() -> Limits.fixedRate(10)).build());
  }

  private static Permits permits(Limiter limiter) {
    return limiter.permits(Context.empty());
  }

  private Disposable ask(Limiter limiter) {
    return permits(limiter).acquire(granted::add, refused::add);
  }

  private void pass(long millis) {
    time.advanceTimeBy(Duration.ofMillis(millis));
  }

  @Test
  void permits_areGrantedUpToTheLimitAndThenInOrder() {
    Limiter limiter = limiter();
    for (int i = 0; i < 4; i++) {
      ask(limiter);
    }
    assertThat(granted).hasSize(2);
    assertThat(limiter.waiting()).isEqualTo(2);

    granted.get(0).succeeded();
    assertThat(granted).hasSize(3);
    assertThat(limiter.inFlight()).isEqualTo(2);
  }

  @Test
  void nothing_happensBeforeItIsAskedFor() {
    Limiter limiter = limiter();
    StepVerifier.create(limiter.govern(Mono.just("done")), 0)
        .then(() -> assertThat(limiter.inFlight()).isZero())
        .thenRequest(1)
        .expectNext("done")
        .verifyComplete();
  }

  @Test
  void permitThatEndsTwice_isGivenBackOnce() {
    Limiter limiter = limiter();
    ask(limiter);
    ask(limiter);
    granted.get(0).succeeded();
    granted.get(0).failed(new IllegalStateException());
    granted.get(0).cancelled();
    assertThat(limiter.inFlight()).isEqualTo(1);
  }

  @Test
  void whoComesWhileOthersWait_isNotServedFirst() {
    Limiter limiter = limiter();
    ask(limiter);
    ask(limiter);
    ask(limiter);
    assertThat(permits(limiter).tryAcquire()).isEmpty();
    granted.get(0).succeeded();
    assertThat(granted).hasSize(3);
    assertThat(permits(limiter).tryAcquire()).isEmpty();
  }

  @Test
  void waiterThatCancels_leavesTheLine() {
    Limiter limiter = limiter();
    ask(limiter);
    ask(limiter);
    Disposable leaving = ask(limiter);
    ask(limiter);
    leaving.dispose();
    assertThat(limiter.waiting()).isEqualTo(1);
    granted.get(0).succeeded();
    assertThat(granted).hasSize(3);
    assertThat(limiter.waiting()).isZero();
  }

  @Test
  void oneTooManyThatWaits_isRefused() {
    Limiter limiter = Limiter.of(spec().maxWaiting(1).build());
    ask(limiter);
    ask(limiter);
    ask(limiter);
    ask(limiter);
    assertThat(refused)
        .singleElement()
        .isInstanceOf(RejectedExecutionException.class)
        .hasToString(
            "java.util.concurrent.RejectedExecutionException: at most 1 calls may wait:"
                + " Limiter[limit=2, ratePerSecond=Infinity, inFlight=2, waiting=1]");
  }

  @Test
  void rate_spacesGrantsOnTheScheduler() {
    Limiter limiter = paced();
    for (int i = 0; i < 4; i++) {
      ask(limiter);
    }
    assertThat(granted).hasSize(1);
    assertThat(limiter.inFlight()).isEqualTo(1);
    pass(99);
    assertThat(granted).hasSize(1);
    pass(1);
    assertThat(granted).hasSize(2);
    pass(200);
    assertThat(granted).hasSize(4);
  }

  @Test
  void longLineOfCallsThatAnswerAtOnce_isNoRecursion() {
    Limiter limiter = limiter();
    Permit first = permits(limiter).tryAcquire().orElseThrow();
    Permit second = permits(limiter).tryAcquire().orElseThrow();
    AtomicInteger answered = new AtomicInteger();
    for (int i = 0; i < 10_000; i++) {
      limiter.govern(Mono.fromRunnable(answered::incrementAndGet)).subscribe();
    }
    first.succeeded();
    second.succeeded();
    assertThat(answered).hasValue(10_000);
    assertThat(limiter.inFlight()).isZero();
  }

  @Test
  void schedulerThatIsClosed_refusesThoseWhoWait() {
    Limiter limiter = paced();
    ask(limiter);
    time.dispose();
    StepVerifier.create(limiter.govern(Mono.just("never")))
        .verifyError(RejectedExecutionException.class);
    assertThat(limiter.waiting()).isZero();
  }

  @Test
  void governedCall_holdsItsPermitToItsEnd() {
    Limiter limiter = limiter();
    Sinks.One<String> answer = Sinks.one();
    StepVerifier.create(limiter.govern(answer.asMono()))
        .then(() -> assertThat(limiter.inFlight()).isEqualTo(1))
        .then(() -> answer.tryEmitValue("done").orThrow())
        .expectNext("done")
        .verifyComplete();
    assertThat(limiter.inFlight()).isZero();
  }

  @Test
  void governedCallThatIsCancelled_givesItsPermitBack() {
    Limiter limiter = limiter();
    limiter.govern(Mono.never()).subscribe().dispose();
    assertThat(limiter.inFlight()).isZero();
  }

  @Test
  void governedCallThatCannotBegin_givesItsPermitBack() {
    Limiter limiter = limiter();
    StepVerifier.create(limiter.govern(Mono.error(new IllegalStateException("boom"))))
        .verifyErrorMessage("boom");
    assertThat(limiter.inFlight()).isZero();
  }

  @Test
  void limitersThatShareACap_takeTurns() {
    SharedCap cap = new SharedCap(1);
    Limiter one = new Limiter(spec().build(), cap, Recorder.none());
    Limiter other = new Limiter(spec().build(), cap, Recorder.none());
    ask(one);
    ask(other);
    ask(one);
    assertThat(granted).hasSize(1);
    granted.get(0).succeeded();
    assertThat(other.inFlight()).isEqualTo(1);
    granted.get(1).succeeded();
    assertThat(one.inFlight()).isEqualTo(1);
    assertThat(granted).hasSize(3);
  }

  @Test
  void limiterThatNoLongerWants_letsTheNextHaveItsShare() {
    SharedCap cap = new SharedCap(1);
    Limiter one = new Limiter(spec().build(), cap, Recorder.none());
    Limiter other = new Limiter(spec().build(), cap, Recorder.none());
    Permit taken = permits(one).tryAcquire().orElseThrow();
    Disposable leaving = ask(one);
    ask(other);
    leaving.dispose();
    taken.succeeded();
    assertThat(other.inFlight()).isEqualTo(1);
  }

  @Test
  void callThatWaitsForItsOwnLimiter_isRefused() {
    Limiter limiter = limiter();
    StepVerifier.create(limiter.govern(limiter.govern(Mono.just("never"))))
        .verifyErrorSatisfies(
            e ->
                assertThat(e)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith(
                        "a call under a permit must not wait for another one of the same limiter"));
    assertThat(limiter.inFlight()).isZero();
  }

  @Test
  void callUnderAPermitOfAnotherLimiter_needsNoFurtherShareOfTheCap() {
    SharedCap cap = new SharedCap(1);
    Limiter one = new Limiter(spec().build(), cap, Recorder.none());
    Limiter other = new Limiter(spec().build(), cap, Recorder.none());
    StepVerifier.create(one.govern(other.govern(Mono.just("done"))))
        .expectNext("done")
        .verifyComplete();
    assertThat(cap.tryTake()).isTrue();
    assertThat(cap.tryTake()).isFalse();
  }

  @Test
  void callUnderAPermit_passesThoseWhoWaitForTheCap() {
    SharedCap cap = new SharedCap(1);
    Limiter one = new Limiter(spec().build(), cap, Recorder.none());
    Limiter other = new Limiter(spec().build(), cap, Recorder.none());
    Sinks.One<String> first = Sinks.one();
    StepVerifier.create(one.govern(first.asMono().then(other.govern(Mono.just("done")))))
        .then(() -> ask(other))
        .then(() -> assertThat(granted).isEmpty())
        .then(() -> first.tryEmitEmpty().orThrow())
        .expectNext("done")
        .verifyComplete();
    assertThat(granted).hasSize(1);
  }

  @Test
  void clockThatGoesOnBetweenTwoLooks_leavesNobodyWaiting() {
    VirtualTimeScheduler drifting = VirtualTimeScheduler.create();
    Limiter limiter =
        Limiter.of(spec().rate(() -> new DriftingRate(drifting)).scheduler(drifting).build());
    ask(limiter);
    drifting.advanceTimeBy(Duration.ofMillis(1));
    assertThat(granted).hasSize(1);
  }

  /** Lets the next start one nanosecond from now, which passes at once. */
  private record DriftingRate(VirtualTimeScheduler clock) implements Rate {
    @Override
    public double perSecond() {
      return 1;
    }

    @Override
    public long nanosUntilStart(long now) {
      if (now == 0) {
        clock.advanceTimeBy(Duration.ofNanos(1));
        return 1;
      }
      return 0;
    }

    @Override
    public void onStart(long now) {}

    @Override
    public long reserve(long now, long earliest) {
      return earliest;
    }

    @Override
    public void onSample(Sample sample) {}
  }

  @Test
  void governedCallThatThrowsWhenItBegins_failsAndGivesItsPermitBack() {
    Limiter limiter = limiter();
    Mono<String> fatal =
        Mono.from(
            subscriber -> {
              throw new LinkageError("boom");
            });
    StepVerifier.create(limiter.govern(fatal)).verifyErrorMessage("boom");
    assertThat(limiter.inFlight()).isZero();
  }

  @Test
  void governedCall_endsItsPermitBeforeItsResultIsTold() {
    Limiter limiter = limiter();
    Sinks.One<String> answer = Sinks.one();
    StepVerifier.create(
            limiter.govern(answer.asMono()).doOnNext(v -> granted.addAll(freeOf(limiter))))
        .then(() -> answer.tryEmitValue("done").orThrow())
        .expectNext("done")
        .verifyComplete();
    assertThat(granted).hasSize(2);
  }

  private static List<Permit> freeOf(Limiter limiter) {
    List<Permit> free = new ArrayList<>();
    permits(limiter).tryAcquire().ifPresent(free::add);
    permits(limiter).tryAcquire().ifPresent(free::add);
    return free;
  }

  @Test
  void waiterThatThrows_isNotTheNextOnesConcern() {
    Limiter limiter = limiter();
    Permit first = permits(limiter).tryAcquire().orElseThrow();
    Permit second = permits(limiter).tryAcquire().orElseThrow();
    permits(limiter)
        .acquire(
            permit -> {
              throw new IllegalStateException("boom");
            },
            refused::add);
    ask(limiter);
    first.succeeded();
    second.succeeded();
    assertThat(granted).hasSize(1);
  }

  @Test
  void bareAttempt_waitsForItsTurnAndCountsWhileItRuns() {
    Limiter limiter = paced();
    assertThat(limiter.firstAttempt().nanos()).isZero();
    assertThat(limiter.firstAttempt().nanos()).isEqualTo(MILLISECONDS.toNanos(100));
    assertThat(limiter.inFlight()).isZero();
    Attempt attempt = limiter.attemptStarts(false);
    assertThat(limiter.inFlight()).isEqualTo(1);
    attempt.end(Outcome.SUCCEEDED);
    attempt.end(Outcome.FAILED);
    assertThat(limiter.inFlight()).isZero();
  }

  @Test
  void firstAttemptUnderAPermit_waitsNotAgain() {
    Limiter limiter = paced();
    ask(limiter);
    Limiter.Turn turn = limiter.firstAttempt();
    assertThat(turn.nanos()).isZero();
    assertThat(turn.underPermit()).isTrue();
  }

  @Test
  void firstAttemptThatWouldWaitTooLong_isRefused() {
    Limiter limiter =
        Limiter.of(
            spec().rate(() -> Limits.fixedRate(0.01)).maxDelay(Duration.ofSeconds(150)).build());
    for (int i = 0; i < 2; i++) {
      assertThat(limiter.firstAttempt().nanos()).isEqualTo(SECONDS.toNanos(100L * i));
    }
    assertThatThrownBy(limiter::firstAttempt)
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageStartingWith(
            "the next turn comes in PT3M20S or more, later than maxDelay PT2M30S");
    pass(100_000);
    assertThat(limiter.firstAttempt().nanos()).isEqualTo(SECONDS.toNanos(100));
  }

  @Test
  void repetition_waitsForItsBackoffAtLeast() {
    Limiter limiter = limiter();
    assertThat(limiter.repetition(MILLISECONDS.toNanos(30))).isEqualTo(MILLISECONDS.toNanos(30));
  }

  @Test
  void figures_areShown() {
    Figures figures = new Figures();
    Limiter limiter = Limiter.of(spec().recorder(figures).build());
    ask(limiter);
    pass(5);
    granted.get(0).failed(throttle());
    ask(limiter);
    pass(7);
    granted.get(1).succeeded();

    assertThat(figures.counts)
        .containsEntry(Meter.LIMITER_ATTEMPTS, 2L)
        .containsEntry(Meter.LIMITER_THROTTLED, 1L)
        .containsEntry(Meter.LIMITER_LATENCY, MILLISECONDS.toNanos(7));
    assertThat(figures.gauges.keySet())
        .containsExactly(
            Meter.LIMITER_LIMIT,
            Meter.LIMITER_RATE,
            Meter.LIMITER_IN_FLIGHT,
            Meter.LIMITER_WAITING);
    assertThat(figures.value(Meter.LIMITER_RATE)).isNaN();
    assertThat(figures.value(Meter.LIMITER_LIMIT)).isEqualTo(2);
    assertThat(limiter).isNotNull(); // the gauges do not hold it
  }

  private static Throwable throttle() {
    return SdkServiceException.builder().statusCode(429).message("slow down").build();
  }

  /** Keeps what it is told. */
  private static final class Figures implements Recorder {
    private final Map<Meter, Long> counts = new EnumMap<>(Meter.class);
    private final Map<Meter, DoubleSupplier> gauges = new EnumMap<>(Meter.class);

    double value(Meter meter) {
      return Objects.requireNonNull(gauges.get(meter)).getAsDouble();
    }

    @Override
    public void count(Meter meter, long amount) {
      counts.merge(meter, amount, Long::sum);
    }

    @Override
    public void time(Meter meter, long nanos) {
      counts.merge(meter, nanos, Long::sum);
    }

    @Override
    public Runnable watch(Meter meter, DoubleSupplier value) {
      gauges.put(meter, value);
      return () -> gauges.remove(meter);
    }
  }
}
