package io.github.reactoraws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PairQueueTest {
  private final PairQueue<Integer, String> queue = new PairQueue<>();

  @Test
  void emptyQueue_hasNoSecond() {
    assertThat(queue.second()).isNull();
    queue.add(1, "one");
    assertThat(queue.remove()).isEqualTo(1);
    assertThat(queue.second()).isNull();
    assertThat(queue.isEmpty()).isTrue();
  }

  /** {@code true} adds a pair, {@code false} mostly takes one out. */
  @Property(tries = 300)
  void pairs_leaveInOrder(@ForAll @Size(min = 50, max = 400) List<Boolean> adds) {
    PairQueue<Integer, String> pairs = new PairQueue<>();
    Queue<Integer> model = new ArrayDeque<>();
    int next = 0;
    for (boolean add : adds) {
      if (add || next % 3 == 0) {
        pairs.add(next, "second of " + next);
        model.add(next);
        next++;
      } else if (!model.isEmpty()) {
        assertThat(pairs.second()).isEqualTo("second of " + model.element());
        assertThat(pairs.remove()).isEqualTo(model.remove());
      }
      assertThat(pairs.isEmpty()).isEqualTo(model.isEmpty());
    }
  }
}
