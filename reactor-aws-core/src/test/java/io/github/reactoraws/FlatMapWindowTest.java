package io.github.reactoraws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlatMapWindowTest {
  private final FlatMapWindow eager = new FlatMapWindow(0);
  private final FlatMapWindow ordered = new FlatMapWindow(2);

  @Test
  void ask_isForWhatDownstreamWantsAndTheLimitLets() {
    assertThat(eager.ask(3, 10)).isEqualTo(3);
    assertThat(eager.ask(9, 5)).isEqualTo(2);
    assertThat(eager.ask(9, 5)).isZero();
  }

  @Test
  void elementThatWasNotAskedFor_isRefused() {
    assertThat(eager.arrive()).isFalse();
    eager.ask(1, 1);
    assertThat(eager.arrive()).isTrue();
    assertThat(eager.arrive()).isFalse();
  }

  @Test
  void element_startsOnlyInAPlaceThatIsPaidFor() {
    eager.ask(2, 2);
    eager.arrive();
    eager.arrive();
    assertThat(eager.mayStart(1)).isTrue();
    eager.start();
    assertThat(eager.mayStart(1)).isFalse();
    assertThat(eager.mayStart(2)).isTrue();
  }

  @Test
  void callWithoutResult_freesItsPlace() {
    eager.ask(1, 1);
    eager.arrive();
    eager.start();
    eager.settle();
    assertThat(eager.ask(1, 1)).isZero();
    eager.leave();
    assertThat(eager.ask(1, 1)).isEqualTo(1);
    assertThat(eager.isEmpty()).isTrue();
  }

  @Test
  void limitThatHasFallen_asksForNothing() {
    eager.ask(9, 5);
    assertThat(eager.ask(9, 2)).isZero();
  }

  @Test
  void resultsThatWaitForOthers_areBounded() {
    for (int i = 0; i < 4; i++) {
      assertThat(ordered.ask(100, 1)).as("element %d", i).isEqualTo(i < 3 ? 1 : 0);
      if (i < 3) {
        ordered.arrive();
        ordered.start();
        ordered.settle();
      }
    }
    assertThat(ordered.held()).isEqualTo(3);
  }

  @Test
  void elementThatIsSkipped_leavesNothingBehind() {
    eager.ask(1, 1);
    eager.arrive();
    eager.skip();
    assertThat(eager.isEmpty()).isTrue();
    assertThat(eager.ask(1, 1)).isEqualTo(1);
  }
}
