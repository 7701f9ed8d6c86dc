package io.github.reactoraws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SeenWindowTest {
  private static final int PLENTY = 1_000_000;

  @Test
  void repeat_isRefusedUntilExactlyOneWindowLater() {
    SeenWindow<String> seen = new SeenWindow<>(10, PLENTY, false);
    assertThat(seen.admit("a", 5)).isTrue();
    assertThat(seen.admit("a", 14)).isFalse();
    assertThat(seen.admit("a", 15)).isTrue();
  }

  @Test
  void fixedWindow_countsFromThePass() {
    SeenWindow<String> seen = new SeenWindow<>(10, PLENTY, false);
    seen.admit("a", 0);
    assertThat(seen.admit("a", 9)).isFalse();
    assertThat(seen.admit("a", 10)).isTrue();
  }

  @Test
  void renewingWindow_countsFromTheLastRepeat() {
    SeenWindow<String> seen = new SeenWindow<>(10, PLENTY, true);
    seen.admit("a", 0);
    seen.admit("b", 0);
    assertThat(seen.admit("a", 9)).isFalse();
    assertThat(seen.admit("b", 10)).isTrue();
    assertThat(seen.admit("a", 18)).isFalse();
    assertThat(seen.admit("a", 28)).isTrue();
  }

  @Test
  void clockThatOverflows_isNoMatter() {
    SeenWindow<String> seen = new SeenWindow<>(10, PLENTY, false);
    long now = Long.MAX_VALUE - 2;
    assertThat(seen.admit("a", now)).isTrue();
    assertThat(seen.admit("a", now + 9)).isFalse();
    assertThat(seen.admit("a", now + 10)).isTrue();
  }

  @Test
  void tooManyKeys_forgetTheOldest() {
    SeenWindow<Integer> seen = new SeenWindow<>(10, 2, false);
    List.of(1, 2, 3).forEach(key -> seen.admit(key, 0));
    assertThat(seen.size()).isEqualTo(2);
    assertThat(seen.forgotten()).isEqualTo(1);
    assertThat(seen.admit(3, 1)).isFalse();
    assertThat(seen.admit(1, 1)).isTrue();
  }

  @Test
  void keysWithOneHash_areToldApart() {
    SeenWindow<SameHash> seen = new SeenWindow<>(1_000, PLENTY, false);
    for (int i = 0; i < 500; i++) {
      assertThat(seen.admit(new SameHash(i), i)).isTrue();
    }
    for (int i = 0; i < 500; i++) {
      assertThat(seen.admit(new SameHash(i), 500)).isFalse();
    }
  }

  @Test
  void keysOfALongStream_leaveAgain() {
    SeenWindow<Integer> seen = new SeenWindow<>(100, PLENTY, false);
    for (int i = 0; i < 100_000; i++) {
      assertThat(seen.admit(i, i)).isTrue();
      assertThat(seen.size()).isLessThanOrEqualTo(100);
    }
  }

  @Property
  void anySchedule_goesAsANaiveModelSays(
      @ForAll @Size(max = 400) List<@IntRange(max = 60) Integer> keys,
      @ForAll @Size(min = 1, max = 400) List<@IntRange(max = 3) Integer> steps,
      @ForAll @IntRange(min = 1, max = 50) int window,
      @ForAll @IntRange(min = 1, max = 40) int maxKeys,
      @ForAll boolean renewing) {
    SeenWindow<Integer> seen = new SeenWindow<>(window, maxKeys, renewing);
    Naive naive = new Naive(window, maxKeys, renewing);
    long now = Long.MAX_VALUE - 300;
    for (int i = 0; i < keys.size(); i++) {
      now += steps.get(i % steps.size());
      assertThat(seen.admit(keys.get(i), now)).isEqualTo(naive.admit(keys.get(i), now));
      assertThat(seen.size()).isEqualTo(naive.passed.size());
      assertThat(seen.forgotten()).isEqualTo(naive.forgotten);
    }
  }

  /** What is meant, without a thought for speed. */
  private static final class Naive {
    private final Map<Integer, Long> passed = new LinkedHashMap<>();
    private final long window;
    private final int maxKeys;
    private final boolean renewing;
    private long forgotten;

    Naive(long window, int maxKeys, boolean renewing) {
      this.window = window;
      this.maxKeys = maxKeys;
      this.renewing = renewing;
    }

    boolean admit(Integer key, long now) {
      passed.values().removeIf(at -> now - at >= window);
      if (passed.containsKey(key)) {
        if (renewing) {
          passed.remove(key);
          passed.put(key, now);
        }
        return false;
      }
      if (passed.size() == maxKeys) {
        Iterator<Integer> oldest = passed.keySet().iterator();
        oldest.next();
        oldest.remove();
        forgotten++;
      }
      passed.put(key, now);
      return true;
    }
  }

  private record SameHash(int id) {
    @Override
    public int hashCode() {
      return 1;
    }
  }
}
