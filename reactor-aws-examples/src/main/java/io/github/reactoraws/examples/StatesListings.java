package io.github.reactoraws.examples;

import io.github.reactoraws.Listing;
import io.github.reactoraws.call.AwsFailure;
import reactor.core.publisher.Flux;
import software.amazon.awssdk.services.sfn.SfnAsyncClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;
import software.amazon.awssdk.services.sfn.model.ListExecutionsResponse;
import software.amazon.awssdk.services.sfn.model.ListStateMachinesRequest;
import software.amazon.awssdk.services.sfn.model.ListStateMachinesResponse;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;
import software.amazon.awssdk.services.sfn.model.StateMachineType;

/** What Step Functions has at a place. */
final class StatesListings {
  /** How many state machines of one place are asked for their executions at once. */
  private static final int MACHINES_AT_ONCE = 4;

  private static final int EXECUTIONS_AHEAD = 256; // of each state machine

  /** Calls in flight of one listing: its machines' executions, and the next page of machines. */
  static final int MOST_CALLS = MACHINES_AT_ONCE + 1;

  private StatesListings() {}

  static Flux<Resource> stateMachines(Site site) {
    return machines(site).map(machine -> resource(machine, site.place()));
  }

  /** The executions of all standard state machines; Step Functions keeps none of express ones. */
  static Flux<Resource> executions(Site site) {
    return machines(site)
        .filter(machine -> machine.type() != StateMachineType.EXPRESS)
        .flatMap(machine -> executions(site, machine), MACHINES_AT_ONCE, EXECUTIONS_AHEAD);
  }

  private static Flux<Resource> executions(Site site, StateMachineListItem machine) {
    SfnAsyncClient states = site.clients().states(site.place());
    var request =
        ListExecutionsRequest.builder()
            .stateMachineArn(machine.stateMachineArn())
            .maxResults(site.pageSize())
            .build();
    return Listing.of(request, states::listExecutions, ListExecutionsResponse::executions)
        .items()
        .map(execution -> resource(execution, site.place()))
        .onErrorResume(StatesListings::isGone, deletedMeanwhile -> Flux.empty());
  }

  private static Flux<StateMachineListItem> machines(Site site) {
    SfnAsyncClient states = site.clients().states(site.place());
    var request = ListStateMachinesRequest.builder().maxResults(site.pageSize()).build();
    return Listing.of(request, states::listStateMachines, ListStateMachinesResponse::stateMachines)
        .items();
  }

  private static boolean isGone(Throwable failure) {
    return AwsFailure.of(failure) == AwsFailure.GONE;
  }

  private static Resource resource(StateMachineListItem machine, Place place) {
    return Resource.of(
        ResourceKind.STATE_MACHINE,
        place,
        machine.stateMachineArn(),
        machine.stateMachineArn(),
        machine.name(),
        Resource.attributes("kind", machine.typeAsString()));
  }

  private static Resource resource(ExecutionListItem execution, Place place) {
    return Resource.of(
        ResourceKind.EXECUTION,
        place,
        execution.executionArn(),
        execution.executionArn(),
        execution.name(),
        Resource.attributes(
            "stateMachine", execution.stateMachineArn(),
            "status", execution.statusAsString(),
            "started", execution.startDate(),
            "stopped", execution.stopDate()));
  }
}
