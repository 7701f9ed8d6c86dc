package io.github.reactoraws.examples.simulator;

import java.util.List;
import java.util.TreeMap;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineRequest;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.ListStateMachinesRequest;
import software.amazon.awssdk.services.sfn.model.ListStateMachinesResponse;
import software.amazon.awssdk.services.sfn.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.sfn.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.sfn.model.LogLevel;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;
import software.amazon.awssdk.services.sfn.model.StateMachineStatus;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sfn.model.Tag;

/** Step Functions: what operates on state machines, all of them standard and without versions. */
final class StepFunctionsOperations {
  private final StepFunctionsPages pages;

  StepFunctionsOperations(Estate estate, PageTokens tokens) {
    this.pages = new StepFunctionsPages(estate, tokens);
  }

  List<Operation<?, ?>> all() {
    return List.of(
        new Operation<>(
            "states",
            "ListStateMachines",
            "",
            ListStateMachinesRequest::builder,
            this::listStateMachines),
        new Operation<>(
            "states",
            "DescribeStateMachine",
            "",
            DescribeStateMachineRequest::builder,
            this::describeStateMachine),
        new Operation<>(
            "states",
            "ListTagsForResource",
            "",
            ListTagsForResourceRequest::builder,
            this::listTagsForResource));
  }

  private ListStateMachinesResponse listStateMachines(
      ListStateMachinesRequest request, Scope scope) {
    StateMachines machines = pages.machines(scope);
    Page<StateMachineListItem> page =
        pages.page(request, scope, request.maxResults(), machines.count(), machines::get);
    return ListStateMachinesResponse.builder()
        .stateMachines(page.items())
        .nextToken(page.next())
        .build();
  }

  private DescribeStateMachineResponse describeStateMachine(
      DescribeStateMachineRequest request, Scope scope) {
    StateMachines machines = pages.machines(scope);
    long index =
        new StateMachineArns(scope, machines)
            .machine(Constraints.MODERN.required("stateMachineArn", request.stateMachineArn()));
    return DescribeStateMachineResponse.builder()
        .stateMachineArn(machines.arn(index))
        .name(machines.name(index))
        .status(StateMachineStatus.ACTIVE)
        .definition(machines.definition(index))
        .roleArn(machines.roleArn(index))
        .type(StateMachineType.STANDARD)
        .creationDate(machines.created(index))
        .loggingConfiguration(logging -> logging.level(LogLevel.OFF).includeExecutionData(false))
        .tracingConfiguration(tracing -> tracing.enabled(false))
        .build();
  }

  private ListTagsForResourceResponse listTagsForResource(
      ListTagsForResourceRequest request, Scope scope) {
    StateMachines machines = pages.machines(scope);
    String arn = Constraints.MODERN.required("resourceArn", request.resourceArn());
    long machine =
        new StateMachineArns(scope, machines)
            .machineOrNot(arn)
            .orElseThrow(
                () -> new Refusal(400, "ResourceNotFound", "Resource not found: '" + arn + "'"));
    List<Tag> tags =
        new TreeMap<>(machines.tags(machine))
            .entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    return ListTagsForResourceResponse.builder().tags(tags).build();
  }
}
