package io.github.reactoraws;

import io.github.reactoraws.LoadsModel.Answer;
import io.github.reactoraws.LoadsModel.Call;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Calls that are answered by hand, as a {@link LoadsModel} says. */
final class ModelledLoader implements BatchLoader<Integer, String> {
  private final LoadsModel model;
  private final Function<Set<Integer>, Call> begin;
  private final Map<Call, Sinks.One<BatchResult<Integer, String>>> inFlight = new LinkedHashMap<>();
  private @Nullable Answer atOnce;

  /** Each call is told to {@code begin}, and by that to {@code model}. */
  ModelledLoader(LoadsModel model, Function<Set<Integer>, Call> begin) {
    this.model = model;
    this.begin = begin;
  }

  @Override
  public Mono<BatchResult<Integer, String>> load(Set<Integer> keys) {
    Call call = begin.apply(keys);
    Sinks.One<BatchResult<Integer, String>> sink = Sinks.one();
    if (atOnce != null) {
      emit(sink, model.answer(call, atOnce, 0));
      atOnce = null;
      return sink.asMono();
    }
    inFlight.put(call, sink);
    return sink.asMono().doOnCancel(() -> inFlight.remove(call));
  }

  Set<Call> inFlight() {
    return inFlight.keySet();
  }

  /** Lets the next call answer before it returns. */
  void answerNextAtOnce(Answer answer) {
    atOnce = answer;
  }

  /** Answers one of the calls in flight, if there is one. */
  void answer(Answer how, int which, int one) {
    if (!inFlight.isEmpty()) {
      Call call = new ArrayList<>(inFlight.keySet()).get(which % inFlight.size());
      Sinks.One<BatchResult<Integer, String>> sink = Objects.requireNonNull(inFlight.remove(call));
      emit(sink, model.answer(call, how, one));
    }
  }

  @SuppressWarnings("unchecked") // it is one of the two
  private static void emit(Sinks.One<BatchResult<Integer, String>> sink, Object answer) {
    if (answer instanceof Throwable failure) {
      sink.tryEmitError(failure).orThrow();
    } else {
      sink.tryEmitValue((BatchResult<Integer, String>) answer).orThrow();
    }
  }
}
