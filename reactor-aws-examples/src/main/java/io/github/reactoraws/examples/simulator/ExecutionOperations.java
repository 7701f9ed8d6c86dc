package io.github.reactoraws.examples.simulator;

import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionRedriveFilter;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryRequest;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;
import software.amazon.awssdk.services.sfn.model.ListExecutionsResponse;

/** Step Functions: what operates on executions, none of them redriven or part of a map run. */
final class ExecutionOperations {
  private final StepFunctionsPages pages;

  ExecutionOperations(Estate estate, PageTokens tokens) {
    this.pages = new StepFunctionsPages(estate, tokens);
  }

  List<Operation<?, ?>> all() {
    return List.of(
        new Operation<>(
            "states", "ListExecutions", "", ListExecutionsRequest::builder, this::listExecutions),
        new Operation<>(
            "states",
            "DescribeExecution",
            "",
            DescribeExecutionRequest::builder,
            this::describeExecution),
        new Operation<>(
            "states",
            "GetExecutionHistory",
            "",
            GetExecutionHistoryRequest::builder,
            this::getExecutionHistory));
  }

  private ListExecutionsResponse listExecutions(ListExecutionsRequest request, Scope scope) {
    StateMachines machines = pages.machines(scope);
    if (request.mapRunArn() != null) {
      throw new Refusal(
          400, "ResourceNotFound", "Resource not found: '" + request.mapRunArn() + "'");
    }
    long machine =
        new StateMachineArns(scope, machines)
            .machine(Constraints.MODERN.required("stateMachineArn", request.stateMachineArn()));
    Executions executions = machines.executions(machine);
    Page<ExecutionListItem> page =
        pages.page(
            request,
            scope,
            request.maxResults(),
            executions.count(),
            executions::get,
            wanted(request));
    return ListExecutionsResponse.builder().executions(page.items()).nextToken(page.next()).build();
  }

  private Predicate<ExecutionListItem> wanted(ListExecutionsRequest request) {
    ExecutionStatus status = request.statusFilter();
    if (status == ExecutionStatus.UNKNOWN_TO_SDK_VERSION) {
      throw Constraints.MODERN.broken(
          request.statusFilterAsString(),
          "statusFilter",
          "Member must satisfy enum value set: " + ExecutionStatus.knownValues());
    }
    boolean none = request.redriveFilter() == ExecutionRedriveFilter.REDRIVEN;
    return execution -> !none && (status == null || execution.status() == status);
  }

  private DescribeExecutionResponse describeExecution(
      DescribeExecutionRequest request, Scope scope) {
    StateMachines machines = pages.machines(scope);
    var found =
        new StateMachineArns(scope, machines)
            .execution(Constraints.MODERN.required("executionArn", request.executionArn()));
    ExecutionListItem execution = found.executions().get(found.index());
    DescribeExecutionResponse.Builder response =
        DescribeExecutionResponse.builder()
            .executionArn(execution.executionArn())
            .stateMachineArn(execution.stateMachineArn())
            .name(execution.name())
            .status(execution.status())
            .startDate(execution.startDate())
            .stopDate(execution.stopDate())
            .input(found.executions().input(found.index()))
            .inputDetails(details -> details.included(true))
            .redriveCount(0);
    switch (execution.status()) {
      case SUCCEEDED -> response.output("{}").outputDetails(details -> details.included(true));
      case FAILED -> response.error(ExecutionHistory.ERROR).cause(ExecutionHistory.CAUSE);
      default -> {}
    }
    return response.build();
  }

  private GetExecutionHistoryResponse getExecutionHistory(
      GetExecutionHistoryRequest request, Scope scope) {
    StateMachines machines = pages.machines(scope);
    var found =
        new StateMachineArns(scope, machines)
            .execution(Constraints.MODERN.required("executionArn", request.executionArn()));
    boolean withData = !Boolean.FALSE.equals(request.includeExecutionData());
    List<HistoryEvent> events =
        ExecutionHistory.of(machines, found.executions(), found.index(), withData);
    if (Boolean.TRUE.equals(request.reverseOrder())) {
      Collections.reverse(events);
    }
    Page<HistoryEvent> page =
        pages.page(
            request, scope, request.maxResults(), events.size(), index -> events.get((int) index));
    return GetExecutionHistoryResponse.builder()
        .events(page.items())
        .nextToken(page.next())
        .build();
  }
}
