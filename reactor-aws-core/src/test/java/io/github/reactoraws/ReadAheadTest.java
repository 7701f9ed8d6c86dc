package io.github.reactoraws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reactoraws.ReadAhead.Progress;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
  private final ReadAhead one = new ReadAhead(1);

  @Test
  void nothingHeldButWanted_asks() {
    assertThat(one.asks(1, 0, 0, Progress.NONE)).isTrue();
    assertThat(new ReadAhead(0).asks(1, 0, 0, Progress.GOING_ON)).isTrue();
  }

  @Test
  void nothingDeliveredYet_asksForNothingAhead() {
    assertThat(one.asks(0, 0, 0, Progress.NONE)).isFalse();
    assertThat(one.asks(11, 10, 0, Progress.NONE)).isFalse();
  }

  @Test
  void boundedDemandBeyondWhatIsHeld_asksAhead() {
    assertThat(one.asks(11, 10, 0, Progress.BEGUN)).isTrue();
    assertThat(one.asks(10, 10, 0, Progress.BEGUN)).isFalse();
  }

  @Test
  void unboundedDemand_isNoEvidence() {
    assertThat(one.asks(Long.MAX_VALUE, 10, 0, Progress.BEGUN)).isFalse();
  }

  @Test
  void downstreamGoingOn_asksAheadWhateverItWants() {
    assertThat(one.asks(0, 10, 0, Progress.GOING_ON)).isTrue();
    assertThat(one.asks(0, 0, 0, Progress.GOING_ON)).isTrue();
  }

  @Test
  void prefetchUsedUp_doesNotAsk() {
    assertThat(one.asks(Long.MAX_VALUE, 10, 1, Progress.GOING_ON)).isFalse();
    assertThat(new ReadAhead(0).asks(Long.MAX_VALUE, 10, 0, Progress.GOING_ON)).isFalse();
  }

  @Test
  void negativePrefetch_isRefusedByValue() {
    assertThatThrownBy(() -> new ReadAhead(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("prefetch must be 0 pages or more, was -1");
  }
}
