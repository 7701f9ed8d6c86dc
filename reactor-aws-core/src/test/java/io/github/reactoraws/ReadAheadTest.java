package io.github.reactoraws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReadAheadTest {
  private final ReadAhead one = new ReadAhead(1);

  @Test
  void nothingHeld_asksOnDemandOnly() {
    assertThat(one.asks(1, 0, 0, false, false)).isTrue();
    assertThat(one.asks(0, 0, 0, true, true)).isFalse();
  }

  @Test
  void demandCoveredByWhatIsHeld_doesNotAsk() {
    assertThat(one.asks(10, 10, 0, true, false)).isFalse();
  }

  @Test
  void demandBeyondWhatIsHeld_asksOnceDeliveryHasBegun() {
    assertThat(one.asks(11, 10, 0, true, false)).isTrue();
    assertThat(one.asks(11, 10, 0, false, false)).isFalse();
  }

  @Test
  void renewedDemand_asksWhateverIsHeld() {
    assertThat(one.asks(0, 10, 0, true, true)).isTrue();
  }

  @Test
  void prefetchUsedUp_doesNotAsk() {
    assertThat(one.asks(Long.MAX_VALUE, 10, 1, true, true)).isFalse();
    assertThat(new ReadAhead(0).asks(Long.MAX_VALUE, 10, 0, true, true)).isFalse();
  }

  @Test
  void negativePrefetch_isRefusedByValue() {
    assertThatThrownBy(() -> new ReadAhead(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("prefetch must be 0 pages or more, was -1");
  }
}
