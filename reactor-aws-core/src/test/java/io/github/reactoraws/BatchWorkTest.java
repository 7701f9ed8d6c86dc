package io.github.reactoraws;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BatchWorkTest {

  @Test
  void goodBatch_isOneCall() {
    Calls calls = new Calls(10, Set.of(), Naming.NONE);
    assertThat(calls.run(9, 8)).isEqualTo(1);
    assertThat(calls.outcome.values()).hasSize(10);
  }

  @Test
  void namedKey_isSetApart() {
    Calls calls = new Calls(100, Set.of(42), Naming.ALL);
    assertThat(calls.run(99, 8)).as("the whole, the others, the bad one").isEqualTo(3);
    assertThat(calls.outcome.failures()).containsOnlyKeys("i-42");
    assertThat(calls.outcome.values()).hasSize(99);
  }

  @Test
  void unnamedKey_isFoundByHalving() {
    Calls calls = new Calls(100, Set.of(42), Naming.NONE);
    assertThat(calls.run(99, 8)).isLessThanOrEqualTo(1 + 2 * 7);
    assertThat(calls.outcome.failures()).containsOnlyKeys("i-42");
  }

  @Test
  void allKeysNamed_isOneCall() {
    Calls calls = new Calls(3, Set.of(0, 1, 2), Naming.ALL);
    assertThat(calls.run(99, 8)).isEqualTo(1);
    assertThat(calls.outcome.failures()).hasSize(3);
  }

  @Test
  void pieceOfALongerName_isNotNamed() {
    Set<String> keys = new LinkedHashSet<>(Set.of("i-4", "i-42"));
    BatchWork<String, String> work = new BatchWork<>(keys, 9, 9);
    work.next();
    work.refused(keys, new IllegalStateException("The instance ID 'i-42' does not exist"));
    assertThat(work.next().keys()).containsExactly("i-4");
    assertThat(work.next().keys()).containsExactly("i-42");
  }

  @Test
  void tooManySplits_failTheRestAsAWhole() {
    Calls calls = new Calls(100, Set.of(1, 30, 60, 90), Naming.NONE);
    calls.run(3, 8);
    assertThat(calls.splits).isEqualTo(3);
    assertThat(calls.outcome.broken()).hasMessageStartingWith("refused");
  }

  @Test
  void refusalThatIsNotForAKey_endsTheBatchInFewCalls() {
    Calls calls = new Calls(100, IntStream.range(0, 100).boxed().collect(toSet()), Naming.NONE);
    assertThat(calls.run(100, 8)).as("a table that does not exist").isLessThan(30);
    assertThat(calls.outcome.broken()).hasMessage("refused");
    assertThat(calls.outcome.failures()).as("no key is to blame").isEmpty();
  }

  @Test
  void halfOfTheKeysBad_areAllFound() {
    Calls calls =
        new Calls(
            100, IntStream.range(0, 50).map(i -> 2 * i).boxed().collect(toSet()), Naming.NONE);
    calls.run(100, 8);
    assertThat(calls.outcome.broken()).isNull();
    assertThat(calls.outcome.failures()).hasSize(50);
  }

  @Test
  void unprocessedKeys_areAskedForAgainAndAtLastFail() {
    Set<String> keys = Set.of("a", "b");
    BatchWork<String, String> work = new BatchWork<>(keys, 9, 2);
    BatchResult<String, String> half =
        BatchResult.of(Map.of("a", "A")).withUnprocessed(Set.of("b", "not asked for"));
    work.answered(work.next().keys(), half);
    for (int reask = 1; reask <= 2; reask++) {
      assertThat(work.goesOn()).isTrue();
      BatchWork.Step<String> step = work.next();
      assertThat(step).isEqualTo(new BatchWork.Step<>(Set.of("b"), reask));
      work.answered(
          step.keys(), BatchResult.<String, String>of(Map.of()).withUnprocessed(Set.of("b")));
    }
    assertThat(work.goesOn()).isFalse();
    assertThat(work.outcome().values()).containsOnlyKeys("a");
    assertThat(work.outcome().broken()).hasMessage("left unprocessed after 2 repetitions: [b]");
  }

  @Property
  void everyKey_getsItsOwnEnd_inABoundedNumberOfCalls(
      @ForAll @IntRange(min = 1, max = 120) int keys,
      @ForAll @Size(max = 12) Set<@IntRange(max = 119) Integer> bad,
      @ForAll Naming naming) {
    Set<Integer> badHere = bad.stream().filter(b -> b < keys).collect(Collectors.toSet());
    Calls calls = new Calls(keys, badHere, naming);
    int made = calls.run(keys - 1, 0);
    assertThat(calls.outcome.broken()).isNull();
    assertThat(calls.outcome.failures().keySet())
        .isEqualTo(badHere.stream().map(b -> "i-" + b).collect(Collectors.toSet()));
    assertThat(calls.outcome.values()).hasSize(keys - badHere.size());
    assertThat(made).isLessThanOrEqualTo(1 + 2 * calls.splits).isLessThan(2 * keys);
  }

  /** How much of what is wrong an error's message names. */
  enum Naming {
    NONE,
    FIRST,
    ALL
  }

  /** Plays AWS for one batch of the keys i-0, i-1, and so on. */
  private static final class Calls {
    private final Set<String> keys;
    private final Set<String> bad;
    private final Naming naming;
    private BatchOutcome<String, String> outcome = new BatchOutcome<>(Map.of(), Map.of(), null);
    private int splits;

    Calls(int keys, Set<Integer> bad, Naming naming) {
      this.keys =
          IntStream.range(0, keys)
              .mapToObj(i -> "i-" + i)
              .collect(Collectors.toCollection(LinkedHashSet::new));
      this.bad = bad.stream().map(b -> "i-" + b).collect(Collectors.toSet());
      this.naming = naming;
    }

    /** Makes calls until nothing goes on, and returns how many. */
    int run(int maxSplits, int maxReasks) {
      BatchWork<String, String> work = new BatchWork<>(keys, maxSplits, maxReasks);
      int calls = 0;
      while (work.goesOn()) {
        Set<String> asked = work.next().keys();
        calls++;
        Set<String> wrong = new TreeSet<>(asked);
        wrong.retainAll(bad);
        if (wrong.isEmpty()) {
          Map<String, String> values = new LinkedHashMap<>();
          asked.forEach(key -> values.put(key, key));
          work.answered(asked, BatchResult.of(values));
        } else if (work.refused(asked, new IllegalStateException("refused" + named(wrong)))) {
          splits++;
        }
      }
      outcome = work.outcome();
      return calls;
    }

    private String named(Set<String> wrong) {
      return switch (naming) {
        case NONE -> "";
        case FIRST -> ": '" + wrong.iterator().next() + "'";
        case ALL -> ": '" + String.join(", ", wrong) + "'";
      };
    }
  }
}
