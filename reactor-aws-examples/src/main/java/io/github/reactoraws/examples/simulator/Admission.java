package io.github.reactoraws.examples.simulator;

import software.amazon.awssdk.awscore.AwsRequest;

/**
 * A call that the simulator has understood.
 *
 * @param operation what is asked for
 * @param scope who asks
 * @param request what the operation is asked with
 * @param followsEmptyPage whether it was led here by an emptied page
 */
record Admission(
    Operation<?, ?> operation, Scope scope, AwsRequest request, boolean followsEmptyPage) {

  /** Whether the request asks for all there is, without a filter and without pages. */
  boolean everything() {
    return request.sdkFields().stream()
        .filter(field -> !field.memberName().equals("DryRun"))
        .allMatch(field -> Schema.valueOf(request, field) == null);
  }
}
