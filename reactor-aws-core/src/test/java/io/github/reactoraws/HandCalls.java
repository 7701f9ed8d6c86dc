package io.github.reactoraws;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Calls that are answered by hand, each known by what it was made for. */
final class HandCalls {
  private final List<String> begun = new ArrayList<>();
  private final List<String> cancelled = new ArrayList<>();
  private final Map<String, Sinks.One<String>> answers = new HashMap<>();

  Mono<String> of(Object key) {
    return Mono.defer(() -> begin(key.toString()));
  }

  private Mono<String> begin(String name) {
    begun.add(name);
    Sinks.One<String> answer = Sinks.one();
    answers.put(name, answer);
    return answer.asMono().doOnCancel(() -> cancelled.add(name));
  }

  List<String> begun() {
    return begun;
  }

  List<String> cancelled() {
    return cancelled;
  }

  /** Answers with the key behind an r. */
  void answer(Object key) {
    answer(key.toString()).tryEmitValue("r" + key).orThrow();
  }

  void bringNothing(Object key) {
    answer(key.toString()).tryEmitEmpty().orThrow();
  }

  /** Fails with the key behind an e. */
  void fail(Object key) {
    answer(key.toString()).tryEmitError(new IllegalStateException("e" + key)).orThrow();
  }

  private Sinks.One<String> answer(String name) {
    return Objects.requireNonNull(answers.get(name), () -> "no call for " + name);
  }
}
