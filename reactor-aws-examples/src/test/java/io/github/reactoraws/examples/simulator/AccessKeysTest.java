package io.github.reactoraws.examples.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class AccessKeysTest {
  @Test
  void keysOfAnAccount_leadBackToIt() {
    assertThat(AccessKeys.account(AccessKeys.of("000000000042").accessKeyId()))
        .contains("000000000042");
    assertThat(AccessKeys.account(AccessKeys.session("000000000042").accessKeyId()))
        .contains("000000000042");
  }

  @Test
  void keys_areAsLongAsThoseOfAws() {
    assertThat(AccessKeys.of("000000000042").accessKeyId()).hasSize(20);
  }

  @Test
  void foreignKey_leadsNowhere() {
    assertThat(AccessKeys.account("AKIAIOSFODNN7EXAMPLE")).isEmpty();
    assertThat(AccessKeys.account("AKIASIM012345678901")).as("11 digits").isEmpty();
  }

  @Test
  void malformedAccount_isNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AccessKeys.of("42"))
        .withMessage("account must be 12 digits, was 42");
  }
}
