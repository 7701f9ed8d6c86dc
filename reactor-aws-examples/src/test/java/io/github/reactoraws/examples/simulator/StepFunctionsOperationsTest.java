package io.github.reactoraws.examples.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineRequest;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryRequest;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;
import software.amazon.awssdk.services.sfn.model.ListExecutionsResponse;
import software.amazon.awssdk.services.sfn.model.ListStateMachinesRequest;
import software.amazon.awssdk.services.sfn.model.ListStateMachinesResponse;
import software.amazon.awssdk.services.sfn.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.sfn.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;
import software.amazon.awssdk.services.sfn.model.Tag;

class StepFunctionsOperationsTest {
  private final Estate estate =
      new Estate(1, List.of("111111111111"), List.of("us-east-1", "eu-west-1"), 3_000);
  private final Caller caller = new Caller(estate, "111111111111", "us-east-1");
  private final List<StateMachineListItem> machines =
      caller
          .call(ListStateMachinesRequest.builder().build(), ListStateMachinesResponse.class)
          .stateMachines();
  private final String busiest = machines.get(machines.size() - 1).stateMachineArn();

  @Test
  void everyListedStateMachine_isDescribedWithRoleAndTags() {
    assertThat(machines).hasSize(8);
    for (StateMachineListItem machine : machines) {
      String arn = machine.stateMachineArn();
      DescribeStateMachineResponse described =
          caller.call(
              DescribeStateMachineRequest.builder().stateMachineArn(arn).build(),
              DescribeStateMachineResponse.class);
      assertThat(described.name()).isEqualTo(machine.name());
      assertThat(described.creationDate()).isEqualTo(machine.creationDate());
      assertThat(described.roleArn()).startsWith("arn:aws:iam::111111111111:role/states/");
      assertThat(described.definition()).startsWith("{\"Comment\":\"" + machine.name());
      ListTagsForResourceResponse tags =
          caller.call(
              ListTagsForResourceRequest.builder().resourceArn(arn).build(),
              ListTagsForResourceResponse.class);
      assertThat(tags.tags()).extracting(Tag::key).containsExactly("env", "team");
    }
  }

  @Test
  void executions_arePagedByHundredYoungestFirst() {
    ListExecutionsRequest first = executionsOf(busiest).build();
    List<ListExecutionsResponse> pages = pages(first);
    assertThat(pages.get(0).executions()).hasSize(100);
    List<ExecutionListItem> all = all(pages);
    assertThat(all).extracting(ExecutionListItem::executionArn).doesNotHaveDuplicates();
    assertThat(all)
        .extracting(ExecutionListItem::startDate)
        .isSortedAccordingTo((a, b) -> b.compareTo(a));
    assertThat(all).hasSize((int) count(machines.size()) - (int) count(machines.size() - 1));
  }

  @Test
  void statusFilter_leavesThoseOfThatStatus() {
    List<ExecutionListItem> everything = all(pages(executionsOf(busiest).build()));
    for (ExecutionStatus status :
        List.of(ExecutionStatus.RUNNING, ExecutionStatus.SUCCEEDED, ExecutionStatus.FAILED)) {
      List<ExecutionListItem> found =
          all(pages(executionsOf(busiest).statusFilter(status).build()));
      assertThat(found).isNotEmpty();
      assertThat(found).isEqualTo(everything.stream().filter(e -> e.status() == status).toList());
    }
  }

  @Test
  void everyExecution_isDescribedAndHasAHistoryThatEndsAsItDid() {
    for (ExecutionListItem execution : all(pages(executionsOf(busiest).build()))) {
      String arn = execution.executionArn();
      DescribeExecutionResponse described =
          caller.call(
              DescribeExecutionRequest.builder().executionArn(arn).build(),
              DescribeExecutionResponse.class);
      assertThat(described.status()).isEqualTo(execution.status());
      assertThat(described.stateMachineArn()).isEqualTo(busiest);
      assertThat(described.output() != null)
          .isEqualTo(execution.status() == ExecutionStatus.SUCCEEDED);
      List<HistoryEvent> events = events(history(arn).build());
      assertThat(events.get(0).type()).isEqualTo(HistoryEventType.EXECUTION_STARTED);
      assertThat(events).extracting(HistoryEvent::id).isSorted().doesNotHaveDuplicates();
      String last = events.get(events.size() - 1).typeAsString();
      switch (execution.status()) {
        case SUCCEEDED -> assertThat(last).isEqualTo("ExecutionSucceeded");
        case FAILED -> assertThat(last).isEqualTo("ExecutionFailed");
        case RUNNING -> assertThat(last).isEqualTo("LambdaFunctionStarted");
        default -> assertThat(last).startsWith("Execution");
      }
    }
  }

  @Test
  void history_turnsPagesInBothDirectionsAndHidesData() {
    String arn = all(pages(executionsOf(busiest).build())).get(50).executionArn();
    List<HistoryEvent> forth = events(history(arn).maxResults(2).build());
    List<HistoryEvent> back = events(history(arn).maxResults(3).reverseOrder(true).build());
    assertThat(back).hasSameSizeAs(forth).containsExactlyInAnyOrderElementsOf(forth);
    assertThat(back.get(0)).isEqualTo(forth.get(forth.size() - 1));
    assertThat(forth.get(0).executionStartedEventDetails().input()).isNotNull();
    HistoryEvent bare = events(history(arn).includeExecutionData(false).build()).get(0);
    assertThat(bare.executionStartedEventDetails().input()).isNull();
  }

  private long count(long machine) {
    return new Sizes(3_000).executionsBefore(machine);
  }

  private static ListExecutionsRequest.Builder executionsOf(String machine) {
    return ListExecutionsRequest.builder().stateMachineArn(machine);
  }

  private static GetExecutionHistoryRequest.Builder history(String execution) {
    return GetExecutionHistoryRequest.builder().executionArn(execution);
  }

  private List<ListExecutionsResponse> pages(ListExecutionsRequest first) {
    return caller.pages(
        first,
        ListExecutionsResponse.class,
        ListExecutionsResponse::nextToken,
        token -> first.toBuilder().nextToken(token).build());
  }

  private static List<ExecutionListItem> all(List<ListExecutionsResponse> pages) {
    return pages.stream().map(ListExecutionsResponse::executions).flatMap(List::stream).toList();
  }

  private List<HistoryEvent> events(GetExecutionHistoryRequest first) {
    return caller
        .pages(
            first,
            GetExecutionHistoryResponse.class,
            GetExecutionHistoryResponse::nextToken,
            token -> first.toBuilder().nextToken(token).build())
        .stream()
        .map(GetExecutionHistoryResponse::events)
        .flatMap(List::stream)
        .toList();
  }
}
