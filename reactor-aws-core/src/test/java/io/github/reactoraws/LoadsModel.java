package io.github.reactoraws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of keys that are loaded in batches, without a thought for speed. It is told of
 * each ask, call and answer before the code under test is, and refuses what must not be.
 */
final class LoadsModel {
  private final BatchSpec spec;
  private final Map<Integer, Load> known = new LinkedHashMap<>(); // in the order of their asks
  private final Deque<Load> remembered = new ArrayDeque<>(); // oldest first
  private final Set<Batch> flying = new HashSet<>();
  private int calls;

  LoadsModel(BatchSpec spec) {
    this.spec = spec;
  }

  /** How a load ended. */
  enum End {
    NOT_YET,
    VALUE,
    ABSENT,
    FAILED,
    BROKEN
  }

  /** What a call may answer; "one" is one of its keys. */
  enum Answer {
    VALUES,
    ONE_ABSENT,
    ONE_FAILED,
    ONE_UNPROCESSED,
    REFUSED,
    REFUSED_NAMING_ONE,
    BROKEN
  }

  long now() {
    return spec.scheduler().now(TimeUnit.NANOSECONDS);
  }

  /** Somebody asks for {@code key}: a load that goes on, a value remembered, or a new load. */
  Load ask(int key) {
    forgetOld();
    return known.computeIfAbsent(key, k -> new Load(k, now()));
  }

  /** The keys that wait for a call, the oldest first. */
  List<Load> gathered() {
    return known.values().stream().filter(l -> l.end == End.NOT_YET && l.batch == null).toList();
  }

  int batchesInFlight() {
    return flying.size();
  }

  /** Nobody wants {@code load} any more, which has not left. */
  void withdraw(Load load) {
    known.remove(load.key, load);
  }

  /** Nobody wants any key of {@code batch} any more. */
  void abandon(Batch batch) {
    flying.remove(batch);
    batch.loads.forEach(this::withdraw);
  }

  /** A call begins: the first of a new batch, or a further one of a batch in flight. */
  Call begin(Collection<Integer> keys) {
    assertThat(keys).isNotEmpty().hasSizeLessThanOrEqualTo(spec.maxBatchSize());
    assertThat(known.keySet()).as("keys that are asked for").containsAll(keys);
    List<Load> loads = keys.stream().map(known::get).toList();
    Batch batch = loads.get(0).batch;
    if (batch == null) {
      assertThat(gathered()).as("keys that wait for a call").containsAll(loads);
      assertThat(flying).as("batches in flight").hasSizeLessThan(spec.parallelism());
      batch = new Batch(loads, spec.maxSplits(), spec.maxReasks());
      flying.add(batch);
    } else {
      assertThat(batch.inCall).as("a batch's calls go one after another").isFalse();
      assertThat(batch.open).as("keys that are not loaded yet").containsAll(keys);
    }
    batch.beginCall(keys);
    return new Call(calls++, List.copyOf(keys), batch);
  }

  /** The answer to {@code call}: a result, or the error that it fails with. */
  Object answer(Call call, Answer how, int which) {
    int one = call.keys.get(which % call.keys.size());
    Object answer = call.batch.answered(call, how, one);
    if (call.batch.open.isEmpty()) {
      settle(call.batch);
    }
    return answer;
  }

  private void settle(Batch batch) {
    flying.remove(batch);
    for (Load load : batch.loads) {
      batch.end(load);
      if (load.end == End.VALUE && !spec.rememberFor().isZero()) {
        load.settledAt = now();
        remembered.add(load);
      } else {
        known.remove(load.key);
      }
    }
    while (remembered.size() > spec.maxRemembered()) {
      known.remove(remembered.remove().key);
    }
  }

  private void forgetOld() {
    long age = spec.rememberFor().toNanos();
    while (!remembered.isEmpty() && now() - remembered.element().settledAt >= age) {
      known.remove(remembered.remove().key);
    }
  }

  /** The load of one key. */
  static final class Load {
    final int key;
    final long askedAt;
    @Nullable Batch batch; // once it has left
    End end = End.NOT_YET;
    String value = ""; // or the error's message
    private long settledAt;

    Load(int key, long askedAt) {
      this.key = key;
      this.askedAt = askedAt;
    }

    @Override
    public String toString() {
      return key + " " + end + " " + value;
    }
  }

  /** One call of a batch. */
  record Call(int number, List<Integer> keys, Batch batch) {}

  /** Keys that have left together. */
  static final class Batch {
    final List<Load> loads;
    private final Set<Integer> open = new HashSet<>(); // without an end yet
    private final Set<Integer> unprocessed = new HashSet<>();
    private final Map<Integer, String> values = new HashMap<>();
    private final Map<Integer, String> failures = new HashMap<>();
    private final int maxReasks;
    private int splitsLeft;
    private int reasks;
    private @Nullable String broken;
    private boolean inCall;

    private Batch(List<Load> loads, int maxSplits, int maxReasks) {
      this.loads = loads;
      this.splitsLeft = maxSplits;
      this.maxReasks = maxReasks;
      for (Load load : loads) {
        load.batch = this;
        open.add(load.key);
      }
    }

    private void beginCall(Collection<Integer> keys) {
      inCall = true;
      if (unprocessed.containsAll(keys)) {
        assertThat(reasks++).as("repetitions before").isLessThan(maxReasks);
        unprocessed.clear();
      }
      assertThat(unprocessed).as("keys to be asked for later").doesNotContainAnyElementsOf(keys);
    }

    private Object answered(Call call, Answer how, int one) {
      inCall = false;
      return switch (how) {
        case REFUSED -> refused(call, "refused");
        case REFUSED_NAMING_ONE -> refused(call, "refused " + one);
        case BROKEN -> {
          breakOff("broken in call " + call.number);
          yield new IllegalStateException("broken in call " + call.number);
        }
        default -> result(call, how, one);
      };
    }

    private BatchResult<Integer, String> result(Call call, Answer how, int one) {
      Map<Integer, String> loaded = new HashMap<>();
      call.keys.forEach(key -> loaded.put(key, "value of " + key + " in call " + call.number));
      BatchResult<Integer, String> result = BatchResult.of(loaded);
      call.keys.forEach(open::remove);
      if (how != Answer.VALUES) {
        loaded.remove(one);
      }
      if (how == Answer.ONE_FAILED) {
        failures.put(one, "bad");
        result = result.withFailures(Map.of(one, new IllegalStateException("bad")));
      } else if (how == Answer.ONE_UNPROCESSED) {
        result = result.withUnprocessed(Set.of(one));
        open.add(one);
        unprocessed.add(one);
        if (reasks == maxReasks) {
          breakOff("left unprocessed after " + reasks + " repetitions: [" + one + "]");
        }
      }
      values.putAll(loaded);
      return result;
    }

    private Throwable refused(Call call, String message) {
      if (call.keys.size() == 1) {
        failures.put(call.keys.get(0), message);
        open.remove(call.keys.get(0));
      } else if (splitsLeft == 0) {
        breakOff(message);
      } else {
        splitsLeft--;
      }
      return new IllegalStateException(message);
    }

    private void breakOff(String message) {
      broken = message;
      open.clear();
    }

    private void end(Load load) {
      String value = values.get(load.key);
      String failure = failures.get(load.key);
      if (value != null) {
        load.end = End.VALUE;
        load.value = value;
      } else if (failure != null) {
        load.end = End.FAILED;
        load.value = "the key " + load.key + " failed: " + failure;
      } else if (broken != null) {
        load.end = End.BROKEN;
        load.value = broken;
      } else {
        load.end = End.ABSENT;
        load.value = "no value for the key " + load.key;
      }
    }
  }
}
