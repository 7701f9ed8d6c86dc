package io.github.reactoraws.examples.simulator;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the operation that a method and a path ask for. */
final class RestOperations {
  private record Routed(RestRoute route, Operation<?, ?> operation) {}

  private final List<Routed> routes;

  RestOperations(List<Operation<?, ?>> operations) {
    Comparator<Routed> precision = Comparator.comparingInt(routed -> routed.route().precision());
    this.routes =
        operations.stream()
            .map(operation -> new Routed(RestRoute.parse(operation.route()), operation))
            .sorted(precision.reversed())
            .toList();
  }

  Optional<Operation<?, ?>> asked(HttpCall call) {
    for (Routed routed : routes) {
      if (routed.route().match(call).isPresent()) {
        return Optional.of(routed.operation());
      }
    }
    return Optional.empty();
  }

  /** The parameters of the path, by their names in the template. */
  static Map<String, String> pathParameters(HttpCall call, Operation<?, ?> operation) {
    return RestRoute.parse(operation.route()).match(call).orElse(Map.of());
  }
}
