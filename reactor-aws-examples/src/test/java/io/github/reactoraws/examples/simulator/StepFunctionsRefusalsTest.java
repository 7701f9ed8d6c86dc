package io.github.reactoraws.examples.simulator;

import static io.github.reactoraws.examples.simulator.RefusalAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineRequest;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryRequest;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;
import software.amazon.awssdk.services.sfn.model.ListExecutionsResponse;
import software.amazon.awssdk.services.sfn.model.ListStateMachinesRequest;
import software.amazon.awssdk.services.sfn.model.ListStateMachinesResponse;
import software.amazon.awssdk.services.sfn.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.sfn.model.SfnResponse;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;

class StepFunctionsRefusalsTest {
  private static final String PREFIX = "arn:aws:states:us-east-1:111111111111:";

  private final Estate estate =
      new Estate(1, List.of("111111111111"), List.of("us-east-1", "eu-west-1"), 3_000);
  private final Caller caller = new Caller(estate, "111111111111", "us-east-1");
  private final List<StateMachineListItem> machines =
      caller
          .call(ListStateMachinesRequest.builder().build(), ListStateMachinesResponse.class)
          .stateMachines();
  private final String busiest = machines.get(machines.size() - 1).stateMachineArn();

  @Test
  void unknownArns_areRefused() {
    String gone = PREFIX + "stateMachine:gone";
    assertMachineRefused(
        "StateMachineDoesNotExist", gone, "State Machine Does Not Exist: '" + gone + "'");
    String elsewhere = busiest.replace("us-east-1", "eu-west-1");
    assertMachineRefused(
        "StateMachineDoesNotExist", elsewhere, "State Machine Does Not Exist: '" + elsewhere + "'");
    assertMachineRefused("InvalidArn", "gone", "Invalid Arn: 'Invalid ARN prefix: gone'");
    assertMachineRefused(
        "InvalidArn",
        PREFIX + "execution:x:y",
        "Invalid Arn: 'Resource type not valid in this context: " + PREFIX + "execution:x:y'");
    refuse(400, "AccessDeniedException", describe(busiest.replace("111111111111", "222222222222")));
    refuse(400, "StateMachineDoesNotExist", executionsOf(gone).build());
    refuse(400, "ValidationException", ListExecutionsRequest.builder().build());
    refuse(400, "ResourceNotFound", ListTagsForResourceRequest.builder().resourceArn(gone).build());
    for (String execution :
        List.of(
            "execution:gone:x",
            "execution:workflow-00001:x",
            "execution:workflow-00001:00000000-0000-0000-0000-000000000000")) {
      refuse(
          400,
          "ExecutionDoesNotExist",
          DescribeExecutionRequest.builder().executionArn(PREFIX + execution).build());
      refuse(400, "ExecutionDoesNotExist", history(PREFIX + execution).build());
    }
  }

  @Test
  void executionWhoseNameIsHalfRight_isUnknown() {
    String arn =
        caller
            .call(executionsOf(busiest).build(), ListExecutionsResponse.class)
            .executions()
            .get(0)
            .executionArn();
    String altered = arn.substring(0, arn.length() - 1) + (arn.endsWith("0") ? "1" : "0");
    refuse(400, "ExecutionDoesNotExist", history(altered).build());
  }

  @Test
  void badPageSizeAndBadToken_areRefused() {
    assertRefused(
            400,
            "ValidationException",
            () -> call(ListStateMachinesRequest.builder().maxResults(1_001).build()))
        .isEqualTo(
            "1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000");
    refuse(400, "ValidationException", executionsOf(busiest).maxResults(-1).build());
    refuse(400, "ValidationException", executionsOf(busiest).statusFilter("DONE").build());
    String token = pages(executionsOf(busiest).build()).get(0).nextToken();
    refuse(
        400,
        "InvalidToken",
        executionsOf(machines.get(0).stateMachineArn()).nextToken(token).build());
    refuse(400, "InvalidToken", executionsOf(busiest).nextToken("x").build());
    refuse(400, "InvalidToken", ListStateMachinesRequest.builder().nextToken(token).build());
    assertThat(
            caller
                .call(executionsOf(busiest).maxResults(0).build(), ListExecutionsResponse.class)
                .executions())
        .hasSize(100);
  }

  private static ListExecutionsRequest.Builder executionsOf(String machine) {
    return ListExecutionsRequest.builder().stateMachineArn(machine);
  }

  private static GetExecutionHistoryRequest.Builder history(String execution) {
    return GetExecutionHistoryRequest.builder().executionArn(execution);
  }

  private static DescribeStateMachineRequest describe(String machine) {
    return DescribeStateMachineRequest.builder().stateMachineArn(machine).build();
  }

  private List<ListExecutionsResponse> pages(ListExecutionsRequest first) {
    return caller.pages(
        first,
        ListExecutionsResponse.class,
        ListExecutionsResponse::nextToken,
        token -> first.toBuilder().nextToken(token).build());
  }

  private SfnResponse call(AwsRequest request) {
    return caller.call(request, SfnResponse.class);
  }

  private void refuse(int status, String code, AwsRequest request) {
    assertRefused(status, code, () -> call(request));
  }

  private void assertMachineRefused(String code, String arn, String message) {
    assertRefused(400, code, () -> call(describe(arn))).isEqualTo(message);
  }
}
