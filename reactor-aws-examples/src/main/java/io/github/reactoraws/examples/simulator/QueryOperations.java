package io.github.reactoraws.examples.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkPojo;

/** How both query protocols ask: a form that names its action. */
final class QueryOperations {
  private final Map<String, Operation<?, ?>> byName;
  private final boolean listsAreFlat;

  QueryOperations(List<Operation<?, ?>> operations, boolean listsAreFlat) {
    this.byName =
        operations.stream().collect(Collectors.toMap(Operation::name, Function.identity()));
    this.listsAreFlat = listsAreFlat;
  }

  Optional<Operation<?, ?>> asked(HttpCall call) {
    return Optional.ofNullable(call.form().get("Action")).map(action -> byName.get(action.get(0)));
  }

  void read(HttpCall call, SdkPojo request, Codes codes) {
    try {
      new FormReader(call.form(), listsAreFlat).read(request);
    } catch (RuntimeException unreadable) {
      throw codes.malformed().saying("The query string is malformed: " + unreadable.getMessage());
    }
  }
}
