package io.github.reactoraws.examples.bench;

import io.github.reactoraws.Listing;
import io.github.reactoraws.call.AwsCall;
import io.github.reactoraws.examples.simulator.Simulator;
import io.github.reactoraws.examples.simulator.SimulatorBuilder;
import io.github.reactoraws.examples.simulator.Tally;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.sfn.SfnAsyncClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;
import software.amazon.awssdk.services.sfn.model.ListExecutionsResponse;
import software.amazon.awssdk.services.sfn.model.ListStateMachinesRequest;
import software.amazon.awssdk.services.sfn.model.ListStateMachinesResponse;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;

/** Calls of Step Functions that go one way, over a simulator and a connection pool of their own. */
final class StatesRun implements AutoCloseable {
  static final int CONNECTIONS = 256;

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final CallWay way;
  private final Simulator aws;
  private final SdkAsyncHttpClient http =
      NettyNioAsyncHttpClient.builder().maxConcurrency(CONNECTIONS).build();
  private final SfnAsyncClient states;
  private final AtomicLong failed = new AtomicLong();

  StatesRun(CallWay way, SimulatorBuilder simulator) {
    this.way = way;
    this.aws = simulator.start();
    this.states =
        aws.configure(SfnAsyncClient.builder(), aws.accounts().get(0), aws.regions().get(0))
            .httpClient(http)
            .addPlugin(way.plugin())
            .build();
  }

  /**
   * What a run took.
   *
   * @param way how the calls were made
   * @param asked how many results were asked for; 0 if any number
   * @param results those that came
   * @param seconds the time for it
   * @param attempts HTTP requests
   * @param throttled those of them that were throttled
   * @param failed calls that failed after all their attempts
   */
  record Cost(
      String way,
      long asked,
      long results,
      double seconds,
      long attempts,
      long throttled,
      long failed) {

    double perSecond() {
      return results / seconds;
    }

    /** Results that did not come. */
    long missing() {
      return asked - results;
    }
  }

  /** Describes state machines, the same ones again and again. */
  Cost describe(int calls) {
    List<String> arns =
        machines()
            .map(StateMachineListItem::stateMachineArn)
            .collectList()
            .blockOptional()
            .orElseThrow();
    return costOf(calls, describe(Flux.range(0, calls).map(i -> arns.get(i % arns.size()))));
  }

  /** Describes one state machine again and again, for as long as {@code goesOn}. */
  Cost describeWhile(BooleanSupplier goesOn) {
    String arn =
        machines().map(StateMachineListItem::stateMachineArn).next().blockOptional().orElseThrow();
    return costOf(0, describe(Flux.just(arn).repeat(goesOn)));
  }

  /** Five operations: each execution with its details, its history and its state machine. */
  Cost inspectExecutions(int executions) {
    return costOf(
        executions,
        machines()
            .concatMap(this::executions)
            .take(executions)
            .map(ExecutionListItem::executionArn)
            .transform(
                calls(
                    "DescribeExecution", arn -> states.describeExecution(r -> r.executionArn(arn))))
            .transform(
                calls(
                    "GetExecutionHistory",
                    found ->
                        states
                            .getExecutionHistory(r -> r.executionArn(found.executionArn()))
                            .thenApply(history -> found.stateMachineArn())))
            .transform(this::describe));
  }

  private Flux<?> describe(Flux<String> arns) {
    return arns.transform(
        calls(
            "DescribeStateMachine",
            arn -> states.describeStateMachine(r -> r.stateMachineArn(arn))));
  }

  private <T, R> Function<Flux<T>, Flux<R>> calls(
      String operation, Function<T, CompletableFuture<R>> call) {
    return elements ->
        way.call(
            elements,
            element ->
                AwsCall.of(() -> call.apply(element)).doOnError(e -> failed.incrementAndGet()),
            states,
            operation);
  }

  private Flux<StateMachineListItem> machines() {
    return Listing.of(
            ListStateMachinesRequest.builder().build(),
            states::listStateMachines,
            ListStateMachinesResponse::stateMachines)
        .items();
  }

  private Flux<ExecutionListItem> executions(StateMachineListItem machine) {
    return Listing.of(
            ListExecutionsRequest.builder().stateMachineArn(machine.stateMachineArn()).build(),
            states::listExecutions,
            ListExecutionsResponse::executions)
        .items();
  }

  private Cost costOf(int asked, Flux<?> results) {
    Tally.Counts before = aws.tally().total();
    long failedBefore = failed.get();
    AtomicLong count = new AtomicLong();
    long start = System.nanoTime();
    results
        .doOnNext(result -> count.incrementAndGet())
        .take(PATIENCE)
        .onErrorComplete()
        .blockLast();
    double seconds = (System.nanoTime() - start) / 1e9;
    Tally.Counts after = aws.tally().total();
    return new Cost(
        way.name(),
        asked,
        count.get(),
        seconds,
        after.calls() - before.calls(),
        after.throttles() - before.throttles(),
        failed.get() - failedBefore);
  }

  @Override
  public void close() {
    states.close();
    http.close();
    aws.close();
  }
}
