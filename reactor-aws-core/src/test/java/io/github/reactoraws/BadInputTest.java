package io.github.reactoraws;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.reactoraws.adaptive.AdaptivePlugin;
import io.github.reactoraws.adaptive.Limiter;
import io.github.reactoraws.adaptive.LimiterSpec;
import io.github.reactoraws.adaptive.Limiters;
import io.github.reactoraws.call.CallScope;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/** Bad input is refused where it is given, by a message that names it and what would be right. */
class BadInputTest {
  private static final BatchLoader<String, String> LOADER = keys -> Mono.empty();
  private static final Duration NEGATIVE = ofMillis(-1);
  private static final Duration TOO_LONG = ofSeconds(Long.MAX_VALUE);

  @ParameterizedTest(name = "{1}")
  @MethodSource({"boundsOfBatches", "boundsOfDedup", "boundsOfSingleFlight", "boundsOfLimiters"})
  void valueOutOfBounds_isRefused(ThrowingCallable bad, String message) {
    assertThatThrownBy(bad).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource({
    "nullsOfBatches",
    "nullsOfDedup",
    "nullsOfSingleFlight",
    "nullsOfStages",
    "nullsOfLimiters"
  })
  void nothing_isRefused(ThrowingCallable bad, String name) {
    assertThatThrownBy(bad).isInstanceOf(NullPointerException.class).hasMessage(name);
  }

  static Stream<Arguments> boundsOfBatches() {
    return Stream.of(
        batches(spec -> spec.maxBatchSize(0), "maxBatchSize must be at least 1, was 0"),
        batches(spec -> spec.maxDelay(ZERO), "maxDelay must be positive, was PT0S"),
        batches(spec -> spec.maxDelay(NEGATIVE), "maxDelay must be positive, was PT-0.001S"),
        batches(spec -> spec.parallelism(0), "parallelism must be at least 1, was 0"),
        batches(spec -> spec.maxHeld(0), "maxHeld must be at least 1, was 0"),
        batches(spec -> spec.maxSplits(-1), "maxSplits must be at least 0, was -1"),
        batches(spec -> spec.maxReasks(-1), "maxReasks must be at least 0, was -1"),
        batches(
            spec -> spec.backoff(ZERO, ofSeconds(1)), "firstBackoff must be positive, was PT0S"),
        batches(
            spec -> spec.backoff(ofSeconds(2), ofSeconds(1)),
            "maxBackoff must be at least firstBackoff PT2S, was PT1S"),
        batches(spec -> spec.remember(ZERO, 1), "rememberFor must be positive, was PT0S"),
        batches(spec -> spec.remember(ofSeconds(1), 0), "maxRemembered must be at least 1, was 0"),
        refused(
            () -> BatchLoader.ofSingles(key -> Mono.empty(), 0),
            "concurrency must be at least 1, was 0"),
        refused(
            () -> BatchSpec.builder().maxBatchSize(5).maxHeld(4).build(),
            "maxHeld must be at least maxBatchSize 5, was 4"),
        refused(
            () -> batchSpec(ofSeconds(2), ofSeconds(1), ZERO),
            "maxBackoff must be at least firstBackoff PT2S, was PT1S"),
        refused(
            () -> batchSpec(ofSeconds(1), ofSeconds(1), NEGATIVE),
            "rememberFor must not be negative, was PT-0.001S"));
  }

  static Stream<Arguments> boundsOfDedup() {
    return Stream.of(
        refused(() -> DedupSpec.within(ZERO), "window must be positive, was PT0S"),
        refused(() -> DedupSpec.within(NEGATIVE), "window must be positive, was PT-0.001S"),
        dedup(spec -> spec.maxKeys(0), "maxKeys must be between 1 and 268435456, was 0"),
        dedup(
            spec -> spec.maxKeys(268_435_457),
            "maxKeys must be between 1 and 268435456, was 268435457"));
  }

  static Stream<Arguments> boundsOfSingleFlight() {
    String most = " PT2562047H47M16.854775807S, was ";
    return Stream.of(
        flight(
            spec -> spec.remember(ZERO, 1),
            "rememberFor must be positive and at most" + most + "PT0S"),
        flight(
            spec -> spec.remember(TOO_LONG, 1),
            "rememberFor must be positive and at most" + most + TOO_LONG),
        flight(spec -> spec.remember(ofSeconds(1), 0), "maxRemembered must be at least 1, was 0"),
        refused(
            () -> SingleFlightSpec.builder().rememberErrors().build(),
            "rememberFor must be positive where empties or errors are remembered, was PT0S"),
        refused(
            () -> SingleFlightSpec.builder().rememberEmpties().build(),
            "rememberFor must be positive where empties or errors are remembered, was PT0S"));
  }

  static Stream<Arguments> boundsOfLimiters() {
    String most = " must be positive and at most PT8760H, was ";
    return Stream.of(
        limiters(spec -> spec.maxInFlight(0), "maxInFlight must be at least 1, was 0"),
        limiters(spec -> spec.maxWaiting(-5), "maxWaiting must be at least 1, was -5"),
        limiters(spec -> spec.maxDelay(ZERO), "maxDelay" + most + "PT0S"),
        limiters(spec -> spec.idleFor(TOO_LONG), "idleFor" + most + TOO_LONG),
        refused(
            () -> new CallScope("a", " ", "ec2", "DescribeVpcs"),
            "region must not be blank, was \" \""),
        refused(
            () -> AdaptivePlugin.of(Limiters.create()).inAccount(""),
            "id must not be blank, was \"\""));
  }

  static Stream<Arguments> nullsOfLimiters() {
    Limiter limiter = Limiter.of(LimiterSpec.defaults());
    return Stream.of(
        limiters(spec -> spec.maxDelay(nothing()), "maxDelay"),
        limiters(spec -> spec.limit(nothing()), "limit"),
        limiters(spec -> spec.rate(nothing()), "rate"),
        limiters(spec -> spec.scheduler(nothing()), "scheduler"),
        limiters(spec -> spec.recorder(nothing()), "recorder"),
        refused(() -> Limiter.of(nothing()), "spec"),
        refused(() -> Limiters.of(BadInputTest.<LimiterSpec>nothing()), "spec"),
        refused(() -> AdaptivePlugin.of(nothing()), "limiters"),
        refused(() -> limiter.govern(nothing()), "call"),
        refused(() -> LOADER.governedBy(nothing()), "limiter"),
        refused(() -> Stages.flatMapAdaptive(nothing(), limiter), "call"),
        refused(() -> Stages.flatMapAdaptive(e -> Mono.empty(), nothing()), "limiter"));
  }

  static Stream<Arguments> nullsOfBatches() {
    return Stream.of(
        batches(spec -> spec.maxDelay(nothing()), "maxDelay"),
        batches(spec -> spec.missing(nothing()), "missing"),
        batches(spec -> spec.refused(nothing()), "refused"),
        batches(spec -> spec.backoff(nothing(), ofSeconds(1)), "firstBackoff"),
        batches(spec -> spec.backoff(ofSeconds(1), nothing()), "maxBackoff"),
        batches(spec -> spec.remember(nothing(), 1), "rememberFor"),
        batches(spec -> spec.scheduler(nothing()), "scheduler"),
        batches(spec -> spec.recorder(nothing()), "recorder"),
        refused(() -> batchSpec(ofSeconds(1), nothing(), ZERO), "maxBackoff"),
        refused(() -> batchSpec(ofSeconds(1), ofSeconds(1), nothing()), "rememberFor"));
  }

  static Stream<Arguments> nullsOfDedup() {
    return Stream.of(
        refused(() -> DedupSpec.within(nothing()), "window"),
        dedup(spec -> spec.scheduler(nothing()), "scheduler"),
        dedup(spec -> spec.recorder(nothing()), "recorder"),
        refused(() -> DedupWindow.of(nothing()), "spec"));
  }

  static Stream<Arguments> nullsOfSingleFlight() {
    return Stream.of(
        flight(spec -> spec.remember(nothing(), 1), "rememberFor"),
        flight(spec -> spec.scheduler(nothing()), "scheduler"),
        flight(spec -> spec.recorder(nothing()), "recorder"),
        refused(() -> SingleFlight.of(nothing()), "load"),
        refused(() -> SingleFlight.of(key -> Mono.empty(), nothing()), "spec"),
        refused(() -> SingleFlight.of(key -> Mono.empty()).load(nothing()), "key"));
  }

  static Stream<Arguments> nullsOfStages() {
    BatchSpec spec = BatchSpec.defaults();
    DedupSpec hour = DedupSpec.within(Duration.ofHours(1)).build();
    return Stream.of(
        refused(() -> BatchLoader.of(nothing()), "load"),
        refused(() -> BatchLoader.ofSingles(nothing(), 1), "load"),
        refused(() -> Batcher.of(nothing()), "loader"),
        refused(() -> Batcher.of(LOADER, nothing()), "spec"),
        refused(() -> Batcher.of(LOADER).load(nothing()), "key"),
        refused(() -> Stages.enrichBatched(nothing(), LOADER, (e, v) -> e, spec), "keyOf"),
        refused(
            () -> Stages.enrichBatched((String e) -> e, nothing(), (e, v) -> e, spec), "loader"),
        refused(() -> Stages.enrichBatched(e -> "a", LOADER, nothing(), spec), "combine"),
        refused(() -> Stages.enrichBatched(e -> "a", LOADER, (e, v) -> e, nothing()), "spec"),
        refused(() -> Stages.dedupWithin(nothing(), hour), "keyOf"),
        refused(() -> Stages.dedupWithin(e -> e, BadInputTest.<DedupSpec>nothing()), "spec"),
        refused(() -> Stages.dedupWithin(nothing(), DedupWindow.of(hour)), "keyOf"),
        refused(
            () -> Stages.dedupWithin(e -> e, BadInputTest.<DedupWindow<Object>>nothing()),
            "window"));
  }

  private static Arguments refused(ThrowingCallable bad, String message) {
    return arguments(bad, message);
  }

  private static Arguments batches(UnaryOperator<BatchSpec.Builder> set, String message) {
    return refused(() -> set.apply(BatchSpec.builder()), message);
  }

  private static Arguments dedup(UnaryOperator<DedupSpec.Builder> set, String message) {
    return refused(() -> set.apply(DedupSpec.within(ofSeconds(1))), message);
  }

  private static Arguments limiters(UnaryOperator<LimiterSpec.Builder> set, String message) {
    return refused(() -> set.apply(LimiterSpec.builder()), message);
  }

  private static Arguments flight(UnaryOperator<SingleFlightSpec.Builder> set, String message) {
    return refused(() -> set.apply(SingleFlightSpec.builder()), message);
  }

  /** A spec past the builder, whose setters would refuse these at once. */
  private static BatchSpec batchSpec(Duration first, Duration most, Duration rememberFor) {
    BatchSpec good = BatchSpec.defaults();
    return new BatchSpec(
        good.maxBatchSize(),
        good.maxDelay(),
        good.parallelism(),
        good.maxHeld(),
        good.ordered(),
        good.missing(),
        good.refused(),
        good.maxSplits(),
        good.maxReasks(),
        first,
        most,
        rememberFor,
        good.maxRemembered(),
        good.scheduler(),
        good.recorder());
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // breaks the rule on purpose
  private static <T> T nothing() {
    return null;
  }
}
