package io.github.reactoraws.examples.loaders;

import static io.github.reactoraws.Stages.enrichBatched;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.BatchLoader;
import io.github.reactoraws.BatchSpec;
import io.github.reactoraws.KeyLoadException;
import io.github.reactoraws.Listing;
import io.github.reactoraws.MissingKey;
import io.github.reactoraws.examples.simulator.Simulator;
import io.github.reactoraws.examples.simulator.SimulatorBuilder;
import io.github.reactoraws.metrics.Meter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** DynamoDB's loader through a real client. */
class DynamoDbLoadersTest {
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final String OPERATION = "BatchGetItem";
  private static final SdkAsyncHttpClient HTTP = NettyNioAsyncHttpClient.create();

  /** A key of two attributes, the second a number in whatever spelling. */
  private record Budget(String team, String year) {
    Map<String, AttributeValue> primaryKey() {
      return Map.of("team", AttributeValue.fromS(team), "year", AttributeValue.fromN(year));
    }
  }

  private final List<SdkAutoCloseable> open = new ArrayList<>();
  private final AtomicLong reasked = new AtomicLong();
  private final BatchSpec.Builder spec =
      BatchSpec.builder()
          .maxBatchSize(DynamoDbLoaders.MOST_KEYS)
          .maxDelay(Duration.ofMinutes(1))
          .backoff(Duration.ofMillis(1), Duration.ofMillis(1))
          .recorder((meter, n) -> reasked.addAndGet(meter == Meter.BATCH_REASKED ? n : 0));

  @AfterAll
  static void tearDown() {
    HTTP.close();
  }

  @AfterEach
  void close() {
    open.forEach(SdkAutoCloseable::close);
  }

  private Simulator start(SimulatorBuilder builder) {
    Simulator simulator = builder.instances(300).unthrottled().start();
    open.add(simulator::close);
    return simulator;
  }

  private DynamoDbAsyncClient dynamo(Simulator simulator) {
    DynamoDbAsyncClient client =
        simulator
            .configure(
                DynamoDbAsyncClient.builder().httpClient(HTTP),
                simulator.accounts().get(0),
                "us-east-1")
            .build();
    open.add(0, client);
    return client;
  }

  private BatchLoader<String, Map<String, AttributeValue>> owners(Simulator simulator) {
    return DynamoDbLoaders.items(dynamo(simulator), "instance-owners", "instanceId");
  }

  private BatchLoader<Budget, Map<String, AttributeValue>> budgets(Simulator simulator) {
    return DynamoDbLoaders.items(dynamo(simulator), "team-budgets", Budget::primaryKey);
  }

  private List<String> instanceIds(Simulator simulator) {
    Ec2AsyncClient ec2 =
        simulator
            .configure(
                Ec2AsyncClient.builder().httpClient(HTTP), simulator.accounts().get(0), "us-east-1")
            .build();
    open.add(0, ec2);
    return list(
        Listing.of(
                DescribeInstancesRequest.builder().maxResults(1_000).build(),
                ec2::describeInstances,
                r -> r.reservations().stream().flatMap(one -> one.instances().stream()).toList())
            .items()
            .map(Instance::instanceId));
  }

  /** The ids as the items name them that were looked up by {@code ids}. */
  private List<String> ownedIds(Simulator simulator, List<String> ids, BatchSpec batches) {
    return list(
        Flux.fromIterable(ids)
            .transform(
                enrichBatched(
                    Function.identity(),
                    owners(simulator),
                    (id, item) -> text(item, "instanceId"),
                    batches)));
  }

  @Test
  void tableThatIsNotThere_failsTheStreamInFewCalls_evenWhereMissingKeysAreSkipped() {
    Simulator simulator = start(Simulator.builder());
    BatchLoader<String, Map<String, AttributeValue>> wrong =
        DynamoDbLoaders.items(dynamo(simulator), "no-such-table", "instanceId");

    StepVerifier.create(
            Flux.range(0, 100)
                .map(i -> "k" + i)
                .transform(
                    enrichBatched(
                        Function.identity(),
                        wrong,
                        (key, item) -> key,
                        spec.missing(MissingKey.SKIP).build())))
        .expectErrorMatches(e -> String.valueOf(e.getMessage()).contains("not found"))
        .verify(LONGEST);
    assertThat(simulator.tally().of(OPERATION).calls()).isLessThan(30);
  }

  @Test
  void moreKeysThanACallTakes_goInSeveral_andEachBringsItsItem() {
    Simulator simulator = start(Simulator.builder());
    List<String> ids = instanceIds(simulator);

    List<String> found = ownedIds(simulator, ids, spec.build());

    assertThat(found).hasSize(300).isEqualTo(ids);
    assertThat(simulator.tally().of(OPERATION).calls()).isEqualTo(3);
  }

  @Test
  void unprocessedKeys_areAskedForAgain_untilAllHaveCome() {
    Simulator simulator = start(Simulator.builder().unprocessedKeys(0.4));
    List<String> ids = instanceIds(simulator);

    List<String> found = ownedIds(simulator, ids, spec.maxReasks(30).build());

    assertThat(found).isEqualTo(ids);
    assertThat(reasked.get()).isBetween(100L, 400L); // 40 % of 300, then of those, and so on
    assertThat(simulator.tally().of(OPERATION).calls()).isGreaterThan(3);
  }

  @Test
  void keysLeftUnprocessed_areToldApartFromThoseWithoutItem() {
    Simulator simulator = start(Simulator.builder().unprocessedKeys(1));
    Set<Budget> keys =
        Set.of(new Budget("media", "2023"), new Budget("media", "2024"), new Budget("none", "1"));

    StepVerifier.create(budgets(simulator).load(keys))
        .assertNext(
            result -> {
              assertThat(result.values().size()).isLessThan(2);
              assertThat(result.unprocessed()).hasSize(2).isSubsetOf(keys);
              assertThat(result.failures()).isEmpty();
            })
        .expectComplete()
        .verify(LONGEST);
  }

  @Test
  void spellingsOfOneNumber_bringTheSameItem() {
    Simulator simulator = start(Simulator.builder());
    Set<Budget> keys = Set.of(new Budget("media", "2024"), new Budget("media", "2.0240e3"));

    StepVerifier.create(budgets(simulator).load(keys))
        .assertNext(
            result -> {
              assertThat(result.values()).containsOnlyKeys(keys);
              assertThat(result.values().values())
                  .extracting(item -> item.get("year"))
                  .containsOnly(AttributeValue.fromN("2024"));
            })
        .expectComplete()
        .verify(LONGEST);
  }

  @Test
  void keyWithoutItem_hasNoValue_andKeyThatIsNoKeyFailsAlone() {
    Simulator simulator = start(Simulator.builder());
    List<Budget> keys =
        List.of(
            new Budget("media", "2024"),
            new Budget("media", "1924"),
            new Budget("media", "next year"),
            new Budget("orders", "2024"));

    List<Optional<String>> teams =
        list(
            Flux.fromIterable(keys)
                .transform(
                    enrichBatched(
                        Function.identity(),
                        budgets(simulator),
                        (key, item) -> Optional.ofNullable(item).map(i -> text(i, "team")),
                        spec.missing(MissingKey.PASS).build())));

    assertThat(teams)
        .containsExactly(
            Optional.of("media"), Optional.empty(), Optional.empty(), Optional.of("orders"));
    StepVerifier.create(
            Flux.fromIterable(keys)
                .skip(2)
                .transform(
                    enrichBatched(Function.identity(), budgets(simulator), (key, item) -> key)))
        .expectErrorSatisfies(
            e ->
                assertThat(e)
                    .isInstanceOf(KeyLoadException.class)
                    .hasMessageContaining("cannot be converted to a numeric value: next year"))
        .verify(LONGEST);
  }

  private static String text(@Nullable Map<String, AttributeValue> item, String attribute) {
    return requireNonNull(requireNonNull(item).get(attribute)).s();
  }

  private static <T> List<T> list(Flux<T> flux) {
    return flux.collectList().blockOptional(LONGEST).orElseThrow();
  }
}
