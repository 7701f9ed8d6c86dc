package io.github.reactoraws.examples.loaders;

import io.github.reactoraws.BatchLoader;
import java.util.Objects;
import java.util.function.Function;
import software.amazon.awssdk.services.sfn.SfnAsyncClient;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineResponse;

/** Step Functions' state machines by ARN. */
public final class StepFunctionsLoaders {
  private StepFunctionsLoaders() {}

  /**
   * State machines by ARN. Step Functions has no call for several, so each key costs one; what a
   * loader still gives is that repeated keys are joined and the calls bounded.
   *
   * <p>A state machine that is gone has no value; a call that fails otherwise fails its key alone.
   *
   * @param states the client; it must outlive the loader
   * @return a loader with 8 calls of a batch in flight at once; AWS sets no limit to its size
   */
  public static BatchLoader<String, DescribeStateMachineResponse> stateMachines(
      SfnAsyncClient states) {
    Objects.requireNonNull(states, "states");
    return SingleGets.of(
        arn -> states.describeStateMachine(r -> r.stateMachineArn(arn)), Function.identity());
  }
}
