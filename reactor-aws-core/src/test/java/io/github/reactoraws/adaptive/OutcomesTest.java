package io.github.reactoraws.adaptive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.limit.Outcome;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkServiceException;

class OutcomesTest {
  private static Throwable answer(int status) {
    return SdkServiceException.builder().statusCode(status).message("no").build();
  }

  @ParameterizedTest
  @CsvSource({
    "429, THROTTLED",
    "503, FAILED",
    "404, SUCCEEDED",
    "400, SUCCEEDED",
    "403, SUCCEEDED"
  })
  void whatAwsAnswers_tellsOfItsLoad(int status, Outcome outcome) {
    assertThat(Outcomes.of(answer(status))).isEqualTo(outcome);
    assertThat(Outcomes.of(new CompletionException(answer(status)))).isEqualTo(outcome);
  }

  @Test
  void brokenConnection_isAFault() {
    assertThat(Outcomes.of(new IOException("reset"))).isEqualTo(Outcome.FAILED);
  }

  @Test
  void callThatNeverReachedAws_tellsNothing() {
    assertThat(Outcomes.of(new CancellationException())).isEqualTo(Outcome.IGNORED);
    assertThat(Outcomes.of(new IllegalStateException("no credentials"))).isEqualTo(Outcome.IGNORED);
  }
}
