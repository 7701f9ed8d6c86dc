package io.github.reactoraws.examples.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

/** What happened in one execution: the steps of its state machine, the last of them as it ended. */
final class ExecutionHistory {
  static final String ERROR = "States.TaskFailed";
  static final String CAUSE = "The worker gave up";

  private final List<HistoryEvent> events = new ArrayList<>();
  private final Instant started;
  private final boolean withData;

  private ExecutionHistory(Instant started, boolean withData) {
    this.started = started;
    this.withData = withData;
  }

  /** The events in the order of time. */
  static List<HistoryEvent> of(
      StateMachines machines, Executions executions, long index, boolean withData) {
    ExecutionHistory history = new ExecutionHistory(executions.started(index), withData);
    ExecutionStatus status = executions.status(index);
    history.start(machines.roleArn(executions.machine()), executions.input(index));
    List<String> functions = machines.steps(executions.machine());
    for (int step = 0; step < functions.size(); step++) {
      boolean last = step == functions.size() - 1;
      history.enter(step, functions.get(step));
      if (!last || status == ExecutionStatus.SUCCEEDED) {
        history.exit(step);
      }
    }
    executions.stopped(index).ifPresent(stopped -> history.end(status, stopped));
    return history.events;
  }

  private void start(String role, String input) {
    add(
        event(HistoryEventType.EXECUTION_STARTED)
            .executionStartedEventDetails(
                details -> details.roleArn(role).input(withData ? input : null)));
  }

  private void enter(int step, String function) {
    add(
        event(HistoryEventType.TASK_STATE_ENTERED)
            .stateEnteredEventDetails(state -> state.name(StateMachines.stepName(step))));
    add(
        event(HistoryEventType.LAMBDA_FUNCTION_SCHEDULED)
            .lambdaFunctionScheduledEventDetails(details -> details.resource(function)));
    add(event(HistoryEventType.LAMBDA_FUNCTION_STARTED));
  }

  private void exit(int step) {
    add(
        event(HistoryEventType.LAMBDA_FUNCTION_SUCCEEDED)
            .lambdaFunctionSucceededEventDetails(
                details -> details.output(withData ? "{}" : null)));
    add(
        event(HistoryEventType.TASK_STATE_EXITED)
            .stateExitedEventDetails(state -> state.name(StateMachines.stepName(step))));
  }

  private void end(ExecutionStatus status, Instant stopped) {
    if (status == ExecutionStatus.FAILED) {
      add(
          event(HistoryEventType.LAMBDA_FUNCTION_FAILED)
              .lambdaFunctionFailedEventDetails(details -> details.error(ERROR).cause(CAUSE)));
    }
    HistoryEvent.Builder last =
        switch (status) {
          case SUCCEEDED ->
              event(HistoryEventType.EXECUTION_SUCCEEDED)
                  .executionSucceededEventDetails(
                      details -> details.output(withData ? "{}" : null));
          case TIMED_OUT -> event(HistoryEventType.EXECUTION_TIMED_OUT);
          case ABORTED -> event(HistoryEventType.EXECUTION_ABORTED);
          default ->
              event(HistoryEventType.EXECUTION_FAILED)
                  .executionFailedEventDetails(details -> details.error(ERROR).cause(CAUSE));
        };
    add(last.timestamp(stopped));
  }

  private HistoryEvent.Builder event(HistoryEventType type) {
    long id = events.size() + 1L;
    return HistoryEvent.builder()
        .id(id)
        .previousEventId(id - 1)
        .timestamp(started.plus(Duration.ofMillis(10 * id)))
        .type(type);
  }

  private void add(HistoryEvent.Builder event) {
    events.add(event.build());
  }
}
