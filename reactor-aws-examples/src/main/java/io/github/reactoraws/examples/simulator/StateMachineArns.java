package io.github.reactoraws.examples.simulator;

import java.util.OptionalLong;
import software.amazon.awssdk.arns.Arn;

/** Finds what the ARNs of Step Functions name, or refuses them as Step Functions does. */
final class StateMachineArns {
  private static final String MACHINE = "stateMachine:";
  private static final String EXECUTION = "execution:";

  private final Scope scope;
  private final StateMachines machines;

  StateMachineArns(Scope scope, StateMachines machines) {
    this.scope = scope;
    this.machines = machines;
  }

  /** One execution of one state machine. */
  record Found(Executions executions, long index) {}

  long machine(String arn) {
    return machineOrNot(arn)
        .orElseThrow(() -> missing("StateMachineDoesNotExist", "State Machine", arn));
  }

  OptionalLong machineOrNot(String arn) {
    String resource = resource(arn, MACHINE);
    return resource.isEmpty() ? OptionalLong.empty() : machines.index(resource);
  }

  Found execution(String arn) {
    String resource = resource(arn, EXECUTION);
    int colon = Math.max(0, resource.indexOf(':'));
    OptionalLong machine = machines.index(resource.substring(0, colon));
    if (machine.isPresent()) {
      Executions executions = machines.executions(machine.getAsLong());
      OptionalLong index = executions.index(resource.substring(colon + 1));
      if (index.isPresent()) {
        return new Found(executions, index.getAsLong());
      }
    }
    throw missing("ExecutionDoesNotExist", "Execution", arn);
  }

  /** What follows {@code type} in an ARN of the account; empty if it is of another region. */
  private String resource(String arn, String type) {
    Arn parsed =
        Arn.tryFromString(arn)
            .filter(candidate -> candidate.service().equals("states"))
            .orElseThrow(() -> invalid("Invalid ARN prefix: " + arn));
    if (!parsed.resourceAsString().startsWith(type)) {
      throw invalid("Resource type not valid in this context: " + arn);
    }
    if (!parsed.accountId().orElse("").equals(scope.account())) {
      throw new Refusal(
          400,
          "AccessDeniedException",
          "User: arn:aws:iam::"
              + scope.account()
              + ":user/simulator is not authorized to perform: states:"
              + scope.operation()
              + " on resource: "
              + arn);
    }
    return parsed.region().orElse("").equals(scope.region())
        ? parsed.resourceAsString().substring(type.length())
        : "";
  }

  private static Refusal invalid(String reason) {
    return new Refusal(400, "InvalidArn", "Invalid Arn: '" + reason + "'");
  }

  private static Refusal missing(String code, String what, String arn) {
    return new Refusal(400, code, what + " Does Not Exist: '" + arn + "'");
  }
}
