package io.github.reactoraws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.LoadsModel.Call;
import io.github.reactoraws.LoadsModel.End;
import io.github.reactoraws.LoadsModel.Load;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says of each signal into and out of one enriched stream whether it may be. */
final class EnrichJudge {
  private final BatchSpec spec;
  private final LoadsModel loads;
  private final List<Held> held = new ArrayList<>(); // in the order of upstream
  private final List<Held> abandoned = new ArrayList<>(); // discarded; fine only if the end follows
  private @Nullable Load arriving; // begun by the element that is on its way in
  private long owed; // by upstream
  private long demand;
  private boolean upstreamOver; // has ended, or was cancelled
  private boolean completed;
  private @Nullable Throwable upstreamFailure;
  private boolean over;

  EnrichJudge(BatchSpec spec, LoadsModel loads) {
    this.spec = spec;
    this.loads = loads;
  }

  /** An element; {@code key} is {@code null} for one without. */
  record Element(int number, @Nullable Integer key) {}

  /** An element with what {@code value} it was combined with. */
  record Row(Element element, @Nullable String value) {}

  /** What becomes of an element. */
  private enum Fate {
    WAITS,
    PASSES,
    IS_SKIPPED,
    ENDS_STREAM
  }

  private record Held(Element element, @Nullable Load load) {
    Fate fate(MissingKey missing) {
      End end = load == null ? End.ABSENT : load.end;
      return switch (end) {
        case NOT_YET -> Fate.WAITS;
        case VALUE -> Fate.PASSES;
        case BROKEN -> Fate.ENDS_STREAM;
        case ABSENT, FAILED ->
            switch (missing) {
              case FAIL -> Fate.ENDS_STREAM;
              case SKIP -> Fate.IS_SKIPPED;
              case PASS -> Fate.PASSES;
            };
      };
    }

    @Nullable String value() {
      return load != null && load.end == End.VALUE ? load.value : null;
    }

    String failure() {
      return load == null ? "no key in the element " + element : load.value;
    }
  }

  private Fate fate(Held one) {
    return one.fate(spec.missing());
  }

  private boolean stopped() {
    return held.stream().anyMatch(one -> fate(one) == Fate.ENDS_STREAM);
  }

  /** A load has ended the stream: the keys that are gathered stand behind it. */
  private boolean doomed() {
    return held.stream().anyMatch(one -> one.load != null && fate(one) == Fate.ENDS_STREAM);
  }

  boolean isOver() {
    return over;
  }

  // What goes into the stream.

  void upstreamAsked(long n) {
    assertThat(over).as("nothing is asked for behind the end").isFalse();
    assertThat(n).isPositive();
    owed += n;
    assertThat(owed + held.size()).as("asked for and held").isLessThanOrEqualTo(spec.maxHeld());
  }

  void arrives(Element element) {
    owed--;
    List<Load> before = loads.gathered();
    Load load = element.key == null ? null : loads.ask(element.key);
    held.add(new Held(element, load));
    arriving = before.contains(load) ? null : load;
  }

  void hasArrived() {
    arriving = null;
  }

  void upstreamEnds(@Nullable Throwable failure) {
    upstreamOver = true;
    completed = true;
    upstreamFailure = failure;
  }

  void upstreamIsCancelled() {
    assertThat(over || stopped()).as("upstream is cancelled for a reason").isTrue();
    upstreamOver = true;
  }

  void requested(long n) {
    demand += n;
    demand = demand < 0 ? Long.MAX_VALUE : demand;
  }

  void cancelled() {
    over = true;
  }

  /** A call begins; if it is the first of its batch, it takes the oldest keys, at its time. */
  Call callBegins(Set<Integer> keys) {
    assertThat(over).as("nothing is called behind the end").isFalse();
    List<Load> gathered = new ArrayList<>(loads.gathered());
    if (arriving != null && !keys.contains(arriving.key)) {
      gathered.remove(arriving); // the batch may be sent on the element's way in
    }
    if (gathered.stream().anyMatch(load -> keys.contains(load.key))) {
      assertThat(doomed()).as("is of use to nobody: %s", keys).isFalse();
      assertThat(keys)
          .as("the oldest keys")
          .containsExactlyElementsOf(
              gathered.stream().limit(spec.maxBatchSize()).map(load -> load.key).toList());
      assertThat(mayLeave(gathered)).as("a batch leaves too early: %s", keys).isTrue();
    }
    return loads.begin(keys);
  }

  private boolean mayLeave(List<Load> gathered) {
    return gathered.size() >= spec.maxBatchSize()
        || loads.now() - gathered.get(0).askedAt >= spec.maxDelay().toNanos()
        || completed
        || stopped()
        || (held.size() == spec.maxHeld() && demand > 0);
  }

  // What comes out of it.

  void emitted(Row row) {
    assertThat(over).as("nothing comes behind the end: %s", row).isFalse();
    assertThat(demand).as("demand").isPositive();
    demand -= demand == Long.MAX_VALUE ? 0 : 1;
    Held one = find(row.element);
    assertThat(isNext(one)).as("%s is the first in line", one).isTrue();
    held.remove(one);
    assertThat(fate(one)).as("%s", row).isEqualTo(Fate.PASSES);
    assertThat(row.value).as("its own value").isEqualTo(one.value());
  }

  private boolean isNext(Held one) {
    return !spec.ordered() || one.equals(held.get(0));
  }

  private Held find(Element element) {
    return held.stream()
        .filter(one -> one.element.equals(element))
        .findFirst()
        .orElseThrow(() -> new AssertionError("comes out twice: " + element));
  }

  void discarded(Element element) {
    Held one = find(element);
    if (fate(one) != Fate.IS_SKIPPED || !isNext(one)) {
      abandoned.add(one);
    }
    held.remove(one);
  }

  void completed() {
    assertThat(over).as("a second end").isFalse();
    assertThat(completed && upstreamFailure == null).as("upstream has completed").isTrue();
    assertThat(held).isEmpty();
    over = true;
  }

  void failed(Throwable failure) {
    assertThat(over).as("a second end").isFalse();
    if (failure == upstreamFailure) {
      assertThat(held).as("upstream's error comes behind its elements").isEmpty();
      assertThat(abandoned).isEmpty();
    } else {
      List<Held> rest = new ArrayList<>(held);
      rest.addAll(abandoned);
      Held first =
          rest.stream()
              .filter(one -> fate(one) == Fate.ENDS_STREAM)
              .filter(one -> one.failure().equals(failure.getMessage()))
              .findFirst()
              .orElseThrow(() -> new AssertionError("no reason for the error", failure));
      if (spec.ordered()) {
        assertThat(rest).allMatch(one -> one.element.number >= first.element.number);
      }
      held.remove(first); // this one went into the error
    }
    over = true;
  }

  /** Nothing moves now: nothing must be able to. */
  void quiet(int callsInFlight) {
    if (over) {
      assertThat(held).as("what was held is discarded").isEmpty();
      assertThat(callsInFlight).as("calls that run on").isZero();
      assertThat(upstreamOver).as("upstream is cancelled").isTrue();
      return;
    }
    assertThat(abandoned).as("lost").isEmpty();
    if (spec.ordered()) {
      held.stream().limit(1).forEach(this::mustWait);
    } else if (demand > 0) {
      held.forEach(this::mustWait);
    }
    if (stopped()) {
      assertThat(upstreamOver).as("upstream is stopped").isTrue();
    }
    assertThat(upstreamOver || owed > 0 || held.size() == spec.maxHeld())
        .as("upstream is asked for more")
        .isTrue();
    if (!doomed() && loads.batchesInFlight() < spec.parallelism() && !loads.gathered().isEmpty()) {
      assertThat(mayLeave(loads.gathered())).as("a batch leaves too late").isFalse();
    }
  }

  private void mustWait(Held one) {
    Fate fate = fate(one);
    assertThat(fate == Fate.WAITS || (fate == Fate.PASSES && demand == 0))
        .as("%s is held back", one)
        .isTrue();
  }
}
