package io.github.reactoraws.client;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input is refused where it is given, by a message that names it and what would be right. */
class BadInputTest {

  @ParameterizedTest(name = "{1}")
  @MethodSource
  void valueOutOfBounds_isRefused(Consumer<ConnectionPool.Builder> bad, String message) {
    assertThatThrownBy(() -> bad.accept(ConnectionPool.builder()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  static Stream<Arguments> valueOutOfBounds_isRefused() {
    return Stream.of(
        refused(set -> set.maxConnections(0), "maxConnections must be at least 1, was 0"),
        refused(set -> set.maxWaiting(0), "maxWaiting must be at least 1, was 0"),
        refused(set -> set.threads(-1), "threads must be at least 1, was -1"),
        refused(
            set -> set.connectionTimeout(ZERO),
            "connectionTimeout must be between PT0.001S and PT1H, was PT0S"),
        refused(
            set -> set.tlsTimeout(ofMillis(-1)),
            "tlsTimeout must be between PT0.001S and PT1H, was PT-0.001S"),
        refused(
            set -> set.acquireTimeout(ofSeconds(Long.MAX_VALUE)),
            "acquireTimeout must be between PT0.001S and PT1H, was " + ofSeconds(Long.MAX_VALUE)),
        refused(
            set -> set.acquireTimeout(ofSeconds(7)).build(),
            "acquireTimeout must be longer than connectionTimeout and tlsTimeout together, PT7S,"
                + " was PT7S"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource
  void nothing_isRefused(Consumer<ConnectionPool.Builder> bad, String name) {
    assertThatThrownBy(() -> bad.accept(ConnectionPool.builder()))
        .isInstanceOf(NullPointerException.class)
        .hasMessage(name);
  }

  static Stream<Arguments> nothing_isRefused() {
    return Stream.of(
        refused(set -> set.connectionTimeout(nothing()), "connectionTimeout"),
        refused(set -> set.tlsTimeout(nothing()), "tlsTimeout"),
        refused(set -> set.acquireTimeout(nothing()), "acquireTimeout"),
        refused(set -> set.recorder(nothing()), "recorder"));
  }

  private static Arguments refused(Consumer<ConnectionPool.Builder> bad, String message) {
    return arguments(bad, message);
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // breaks the rule on purpose
  private static <T> T nothing() {
    return null;
  }
}
