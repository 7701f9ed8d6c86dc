package io.github.reactoraws.examples.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventQueueTest {
  private final EventQueue events = new EventQueue();
  private final List<String> happened = new ArrayList<>();

  @Test
  void events_happenInTheOrderOfTheirTimes() {
    events.at(20, () -> happened.add("b at " + events.now()));
    events.at(10, () -> happened.add("a at " + events.now()));
    events.at(20, () -> happened.add("c at " + events.now()));
    events.runUntil(20);
    assertThat(happened).containsExactly("a at 10", "b at 20", "c at 20");
  }

  @Test
  void eventOfAnEvent_happensInItsTurn() {
    events.at(10, () -> events.after(5, () -> happened.add("child at " + events.now())));
    events.at(20, () -> happened.add("later"));
    events.runUntil(100);
    assertThat(happened).containsExactly("child at 15", "later");
    assertThat(events.now()).isEqualTo(100);
  }

  @Test
  void end_leavesTheRestForLater() {
    events.at(11, () -> happened.add("late"));
    events.runUntil(10);
    assertThat(happened).isEmpty();
    events.runUntil(11);
    assertThat(happened).containsExactly("late");
  }

  @Test
  void past_isRefused() {
    events.runUntil(10);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> events.at(9, () -> {}))
        .withMessage("time must not be before 10, was 9");
  }
}
