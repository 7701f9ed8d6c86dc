package io.github.reactoraws.examples.simulator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which protocol a service speaks. */
final class Wires {
  private final Map<String, Wire> byService = new HashMap<>();

  Wires(List<Operation<?, ?>> operations) {
    operations.stream()
        .collect(Collectors.groupingBy(Operation::service))
        .forEach((service, its) -> byService.put(service, speaking(service, its)));
  }

  /** The wire of a service, by its signing name; a guess where there is no such service. */
  Wire of(String service, HttpCall call) {
    Wire known = byService.get(service);
    return known == null ? guess(call) : known;
  }

  private static Wire speaking(String service, List<Operation<?, ?>> operations) {
    return switch (service) {
      case "ec2" -> new Ec2Wire(operations, "http://ec2.amazonaws.com/doc/2016-11-15/");
      case "iam" -> new QueryWire(operations, "https://iam.amazonaws.com/doc/2010-05-08/");
      case "sts" -> new QueryWire(operations, "https://sts.amazonaws.com/doc/2011-06-15/");
      case "states", "dynamodb", "ecs", "logs", "ssm" -> new JsonWire(operations);
      case "lambda" -> new RestJsonWire(operations);
      case "s3" -> new RestXmlWire(operations, "http://s3.amazonaws.com/doc/2006-03-01/");
      default ->
          throw new IllegalArgumentException(
              "service must be one whose protocol the simulator knows, was " + service);
    };
  }

  /** An unsigned call does not name its service, but each protocol has a look of its own. */
  private static Wire guess(HttpCall call) {
    if (!call.header(JsonWire.TARGET).isEmpty()) {
      return new JsonWire(List.of());
    }
    if (call.header("Content-Type").startsWith("application/x-www-form-urlencoded")) {
      return new QueryWire(List.of(), "https://iam.amazonaws.com/doc/2010-05-08/");
    }
    return new RestXmlWire(List.of(), "http://s3.amazonaws.com/doc/2006-03-01/");
  }
}
