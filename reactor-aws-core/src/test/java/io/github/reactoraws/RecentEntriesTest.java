package io.github.reactoraws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RecentEntriesTest {
  private static final int AGE = 10;

  private final List<String> forgotten = new ArrayList<>();
  private final RecentEntries<String> two = new RecentEntries<>(AGE, 2, forgotten::add);

  @Test
  void oneTooMany_oldestIsForgotten() {
    two.add("a", 0);
    two.add("b", 1);
    two.add("c", 2);

    assertThat(forgotten).containsExactly("a");
    assertThat(two.size()).isEqualTo(2);
  }

  @Test
  void justBeforeItsAge_isKept() {
    two.add("a", 5);

    two.forgetExpired(14);

    assertThat(forgotten).isEmpty();
    assertThat(two.isExpired(5, 14)).isFalse();
  }

  @Test
  void atExactlyItsAge_isForgotten() {
    two.add("a", 5);

    two.forgetExpired(15);

    assertThat(forgotten).containsExactly("a");
    assertThat(two.isExpired(5, 15)).isTrue();
  }

  @Test
  void clockThatWrapsAround_measuresOn() {
    two.add("a", Long.MAX_VALUE);

    two.forgetExpired(Long.MIN_VALUE + AGE - 2);
    assertThat(forgotten).isEmpty();

    two.forgetExpired(Long.MIN_VALUE + AGE - 1);
    assertThat(forgotten).containsExactly("a");
  }

  @Property(tries = 200)
  void anySteps_keepTheYoungest(
      @ForAll @Size(max = 50) List<@IntRange(min = 0, max = 6) Integer> steps,
      @ForAll @IntRange(min = 1, max = 4) int most) {
    List<Integer> gone = new ArrayList<>();
    RecentEntries<Integer> recent = new RecentEntries<>(AGE, most, gone::add);
    Deque<Integer> model = new ArrayDeque<>(); // the time at which each was added
    List<Integer> expected = new ArrayList<>();
    int now = 0;
    for (int step : steps) {
      now += step;
      recent.add(now, now);
      model.addLast(now);
      while (model.size() > most || now - model.getFirst() >= AGE) {
        expected.add(model.removeFirst());
      }
      assertThat(recent.size()).isEqualTo(model.size());
    }
    assertThat(gone).isEqualTo(expected);
  }
}
