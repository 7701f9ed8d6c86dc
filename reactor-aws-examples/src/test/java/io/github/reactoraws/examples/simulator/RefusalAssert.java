package io.github.reactoraws.examples.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Says how AWS should refuse a call. */
final class RefusalAssert {
  private RefusalAssert() {}

  /** Asserts status and code, and goes on with the message. */
  static AbstractStringAssert<?> assertRefused(int status, String code, ThrowingCallable call) {
    Refusal refusal = catchThrowableOfType(Refusal.class, call);
    assertThat(refusal).as("a refusal with " + code).isNotNull();
    assertThat(refusal.status() + " " + refusal.code()).isEqualTo(status + " " + code);
    return assertThat(refusal.message());
  }
}
