package io.github.reactoraws.examples.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;
import software.amazon.awssdk.services.sfn.model.StateMachineType;

/** The state machines of one place: each runs a few Lambda functions one after the other. */
final class StateMachines {
  private static final int MOST_STEPS = 4;

  private final Place place;
  private final Roles roles;
  private final Functions functions;
  private final Numbered names;
  private final long key;

  StateMachines(Place place) {
    this.place = place;
    this.roles = new Roles(place.account());
    this.functions = new Functions(place);
    this.names = new Numbered("workflow-", count(place));
    this.key = Mix.key(place.key(), "state machine");
  }

  private static long count(Place place) {
    return place.sizes().stateMachines();
  }

  long count() {
    return count(place);
  }

  OptionalLong index(String name) {
    return names.index(name);
  }

  String name(long index) {
    return names.name(index);
  }

  String arn(long index) {
    return place.arn("states", "stateMachine:" + name(index));
  }

  String roleArn(long index) {
    return roles.arn(roles.forService(Roles.Principal.STATES, bits(index)));
  }

  Instant created(long index) {
    return Words.past(bits(index));
  }

  StateMachineListItem get(long index) {
    return StateMachineListItem.builder()
        .stateMachineArn(arn(index))
        .name(name(index))
        .type(StateMachineType.STANDARD)
        .creationDate(created(index))
        .build();
  }

  /** The ARNs of the functions that the state machine calls, in their order. */
  List<String> steps(long index) {
    long bits = bits(index);
    return LongStream.rangeClosed(0, Mix.below(MOST_STEPS, bits))
        .map(step -> Mix.below((int) functions.count(), Mix.mix(bits + step)))
        .mapToObj(functions::arn)
        .toList();
  }

  static String stepName(int step) {
    return "Step" + (step + 1);
  }

  /** The definition in Amazon States Language; nothing in it needs quoting. */
  String definition(long index) {
    List<String> steps = steps(index);
    StringBuilder states = new StringBuilder();
    for (int step = 0; step < steps.size(); step++) {
      boolean last = step == steps.size() - 1;
      states
          .append(step == 0 ? "" : ",")
          .append('"' + stepName(step) + "\":{\"Type\":\"Task\",\"Resource\":\"")
          .append(steps.get(step))
          .append(last ? "\",\"End\":true}" : "\",\"Next\":\"" + stepName(step + 1) + "\"}");
    }
    return "{\"Comment\":\""
        + name(index)
        + "\",\"StartAt\":\""
        + stepName(0)
        + "\",\"States\":{"
        + states
        + "}}";
  }

  Map<String, String> tags(long index) {
    return Map.of("env", Words.stage(bits(index)), "team", Words.team(bits(index)));
  }

  Executions executions(long index) {
    return new Executions(place, this, index);
  }

  private long bits(long index) {
    return Mix.mix(key + index);
  }
}
