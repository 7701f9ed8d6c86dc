package io.github.reactoraws;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Holds its answers back; the value of a key is its upper case, and "absent" has none. */
final class HeldLoader implements BatchLoader<String, String> {
  final List<Set<String>> asked = new ArrayList<>();
  private final List<Sinks.One<BatchResult<String, String>>> answers = new ArrayList<>();
  final List<Integer> cancelled = new ArrayList<>();

  @Override
  public Mono<BatchResult<String, String>> load(Set<String> keys) {
    int call = asked.size();
    asked.add(keys);
    Sinks.One<BatchResult<String, String>> answer = Sinks.one();
    answers.add(answer);
    return answer.asMono().doOnCancel(() -> cancelled.add(call));
  }

  void answer(int call) {
    Map<String, String> values = new HashMap<>();
    asked.get(call).stream()
        .filter(key -> !key.equals("absent"))
        .forEach(key -> values.put(key, key.toUpperCase(Locale.ROOT)));
    answers.get(call).tryEmitValue(BatchResult.of(values)).orThrow();
  }

  void fail(int call, Throwable failure) {
    answers.get(call).tryEmitError(failure).orThrow();
  }
}
