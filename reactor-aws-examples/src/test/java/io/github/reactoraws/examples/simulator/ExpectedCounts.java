package io.github.reactoraws.examples.simulator;

import java.util.Map;

/** What an estate holds by kind, as its sizes say. */
public final class ExpectedCounts {
  private ExpectedCounts() {}

  /** The counts of all accounts and regions together, by {@code service:type}. */
  public static Map<String, Long> of(Simulator simulator, long instances) {
    Sizes sizes = new Sizes(instances);
    long accounts = simulator.accounts().size();
    long places = accounts * simulator.regions().size();
    return Map.of(
        "ec2:instance", places * sizes.instances(),
        "ec2:volume", places * sizes.volumes(),
        "ec2:image", places * sizes.images(),
        "ec2:security-group", places * sizes.groups(),
        "lambda:function", places * sizes.functions(),
        "states:stateMachine", places * sizes.stateMachines(),
        "states:execution", places * sizes.executions(),
        "iam:role", accounts * Roles.count(sizes),
        "s3:bucket", accounts * sizes.buckets());
  }
}
