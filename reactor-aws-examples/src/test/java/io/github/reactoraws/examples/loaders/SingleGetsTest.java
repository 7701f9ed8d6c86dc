package io.github.reactoraws.examples.loaders;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.BatchLoader;
import io.github.reactoraws.BatchResult;
import io.github.reactoraws.Listing;
import io.github.reactoraws.call.AwsFailure;
import io.github.reactoraws.examples.simulator.Simulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.ListFunctionsRequest;
import software.amazon.awssdk.services.lambda.model.ListFunctionsResponse;
import software.amazon.awssdk.services.sfn.SfnAsyncClient;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.ListStateMachinesRequest;
import software.amazon.awssdk.services.sfn.model.ListStateMachinesResponse;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;

/** The loaders over operations that take one key: functions and state machines. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SingleGetsTest {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final Simulator simulator = Simulator.builder().instances(2_000).unthrottled().start();
  private final String account = simulator.accounts().get(0);
  private final LambdaAsyncClient lambda =
      simulator.configure(LambdaAsyncClient.builder(), account, "us-east-1").build();
  private final SfnAsyncClient states =
      simulator.configure(SfnAsyncClient.builder(), account, "us-east-1").build();

  @AfterAll
  void tearDown() {
    lambda.close();
    states.close();
    simulator.close();
  }

  @Test
  void functions_comeByTheirArns_andOneThatIsGoneHasNoValue() {
    Map<String, FunctionConfiguration> expected =
        Listing.of(
                ListFunctionsRequest.builder().build(),
                lambda::listFunctions,
                ListFunctionsResponse::functions)
            .items()
            .take(20)
            .collectMap(FunctionConfiguration::functionArn)
            .blockOptional(LONGEST)
            .orElseThrow();
    Set<String> arns = with("gone", expected.keySet());

    BatchResult<String, FunctionConfiguration> result = load(LambdaLoaders.functions(lambda), arns);

    assertThat(result.values()).hasSize(20).isEqualTo(expected);
    assertThat(result.failures()).isEmpty();
    assertThat(simulator.tally().of("GetFunction").calls()).isEqualTo(21);
  }

  @Test
  void stateMachines_comeByTheirArns_andOneThatIsGoneHasNoValue() {
    Set<String> arns = stateMachines();
    String gone = arns.iterator().next() + "-gone";

    BatchResult<String, DescribeStateMachineResponse> result =
        load(StepFunctionsLoaders.stateMachines(states), with(gone, arns));

    assertThat(result.values()).hasSizeGreaterThan(5).containsOnlyKeys(arns);
    assertThat(result.values())
        .allSatisfy((arn, machine) -> assertThat(machine.stateMachineArn()).isEqualTo(arn));
    assertThat(result.failures()).isEmpty();
  }

  @Test
  void keyThatAwsRefuses_failsAlone() {
    Set<String> arns = stateMachines();

    BatchResult<String, DescribeStateMachineResponse> result =
        load(StepFunctionsLoaders.stateMachines(states), with("workflow", arns));

    assertThat(result.values()).containsOnlyKeys(arns);
    assertThat(result.failures()).containsOnlyKeys("workflow");
    assertThat(result.failures().values())
        .allSatisfy(e -> assertThat(AwsFailure.of(e)).isEqualTo(AwsFailure.INVALID));
  }

  @Test
  void callsAtOnce_areBounded() {
    List<CompletableFuture<String>> calls = new ArrayList<>();
    BatchLoader<String, String> loader =
        SingleGets.of(
            key -> {
              calls.add(new CompletableFuture<>());
              return calls.get(calls.size() - 1);
            },
            answer -> answer);
    Set<String> keys =
        IntStream.range(0, 20).mapToObj(Integer::toString).collect(Collectors.toSet());

    StepVerifier.create(loader.load(keys))
        .then(() -> assertThat(calls).hasSize(SingleGets.CALLS_AT_ONCE))
        .then(() -> calls.get(3).complete("value"))
        .then(() -> assertThat(calls).hasSize(SingleGets.CALLS_AT_ONCE + 1))
        .then(
            () -> {
              for (int i = 0; i < calls.size(); i++) { // more come as these are answered
                calls.get(i).complete("value");
              }
            })
        .assertNext(result -> assertThat(result.values()).containsOnlyKeys(keys))
        .expectComplete()
        .verify(LONGEST);
  }

  private Set<String> stateMachines() {
    Flux<StateMachineListItem> machines =
        Listing.of(
                ListStateMachinesRequest.builder().build(),
                states::listStateMachines,
                ListStateMachinesResponse::stateMachines)
            .items();
    return machines
        .map(StateMachineListItem::stateMachineArn)
        .collect(Collectors.toSet())
        .blockOptional(LONGEST)
        .orElseThrow();
  }

  private static Set<String> with(String further, Set<String> keys) {
    return Flux.fromIterable(keys)
        .concatWithValues(further)
        .collect(Collectors.toSet())
        .blockOptional()
        .orElseThrow();
  }

  private static <V> BatchResult<String, V> load(BatchLoader<String, V> loader, Set<String> keys) {
    return loader.load(keys).blockOptional(LONGEST).orElseThrow();
  }
}
