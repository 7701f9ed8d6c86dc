package io.github.reactoraws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Pages of numbers whose calls a test answers by hand, or that answer at once. */
final class ScriptedTurner implements PageTurner<List<Integer>> {
  private final List<Mono<List<Integer>>> script = new ArrayList<>();
  private final List<Sinks.One<List<Integer>>> answers = new ArrayList<>();
  private int turned;

  int calls;
  int cancels;

  /** {@code pages} calls, each open until {@link #answer}. */
  static ScriptedTurner open(int pages) {
    ScriptedTurner turner = new ScriptedTurner();
    for (int i = 0; i < pages; i++) {
      Sinks.One<List<Integer>> answer = Sinks.one();
      turner.answers.add(answer);
      turner.script.add(answer.asMono());
    }
    return turner;
  }

  /** Calls that answer inside their own subscribe. */
  static ScriptedTurner answering(List<Mono<List<Integer>>> pages) {
    ScriptedTurner turner = new ScriptedTurner();
    turner.script.addAll(pages);
    return turner;
  }

  void answer(int page, Integer... items) {
    answers.get(page).tryEmitValue(List.of(items)).orThrow();
  }

  void fail(int page, RuntimeException failure) {
    answers.get(page).tryEmitError(failure).orThrow();
  }

  @Override
  public Mono<List<Integer>> first() {
    return call(0);
  }

  @Override
  public Optional<Mono<List<Integer>>> after(List<Integer> page) {
    turned++;
    return turned < script.size() ? Optional.of(call(turned)) : Optional.empty();
  }

  private Mono<List<Integer>> call(int page) {
    return script.get(page).doOnSubscribe(s -> calls++).doOnCancel(() -> cancels++);
  }
}
