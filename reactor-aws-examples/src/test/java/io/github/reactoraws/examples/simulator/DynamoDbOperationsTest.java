package io.github.reactoraws.examples.simulator;

import static io.github.reactoraws.examples.simulator.RefusalAssert.assertRefused;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;

class DynamoDbOperationsTest {
  private static final String ACCOUNT = "111111111111";
  private static final String OWNERS = "instance-owners";
  private static final String BUDGETS = "team-budgets";

  private final Estate estate = new Estate(1, List.of(ACCOUNT), List.of("us-east-1"), 1_000);
  private final Caller caller = new Caller(estate, ACCOUNT, "us-east-1");
  private final List<Map<String, AttributeValue>> owners = instanceKeys();

  private List<Map<String, AttributeValue>> instanceKeys() {
    return caller
        .call(DescribeInstancesRequest.builder().build(), DescribeInstancesResponse.class)
        .reservations()
        .stream()
        .flatMap(reservation -> reservation.instances().stream())
        .map(instance -> owner(instance.instanceId()))
        .toList();
  }

  @Test
  void knownKeys_bringTheirItems_andUnknownOnesNothing() {
    BatchGetItemResponse got =
        get(OWNERS, List.of(owners.get(7), owner("i-0123456789abcdef0"), owners.get(8)));

    assertThat(got.responses().get(OWNERS))
        .hasSize(2)
        .allSatisfy(item -> assertThat(item).containsOnlyKeys("instanceId", "team", "costCenter"))
        .extracting(item -> item.get("instanceId"))
        .containsExactly(owners.get(7).get("instanceId"), owners.get(8).get("instanceId"));
    assertThat(got.unprocessedKeys()).isEmpty();
    assertThat(get(OWNERS, owners.subList(7, 9))).isEqualTo(get(OWNERS, owners.subList(7, 9)));
  }

  @Test
  void numbersOfKeys_areTheSameHoweverTheyAreSpelled() {
    List<Map<String, AttributeValue>> items =
        get(BUDGETS, List.of(budget("media", "2024.0"), budget("media", "2.023e3")))
            .responses()
            .get(BUDGETS);

    assertThat(items)
        .extracting(item -> item.get("year"))
        .containsExactly(AttributeValue.fromN("2024"), AttributeValue.fromN("2023"));
    assertThat(get(BUDGETS, List.of(budget("media", "2020"), budget("nobody", "2024"))))
        .extracting(got -> got.responses().get(BUDGETS))
        .isEqualTo(List.of());
  }

  @Test
  void moreThanAHundredKeys_areRefused_overAllTables() {
    assertThat(get(OWNERS, owners.subList(0, 100)).responses().get(OWNERS)).hasSize(100);
    assertInvalid(
        Map.of(OWNERS, owners.subList(0, 99), BUDGETS, budgets(2021, 2022)),
        "Too many items requested for the BatchGetItem call");
  }

  @Test
  void badKeys_areRefused() {
    assertInvalid(Map.of(), "at 'requestItems' failed to satisfy constraint");
    assertInvalid(Map.of(OWNERS, List.of()), "at 'requestItems.instance-owners.member.keys'");
    assertInvalid(
        Map.of(OWNERS, List.of(owners.get(0), owners.get(0))),
        "Provided list of item keys contains duplicates");
    assertInvalid(
        Map.of(BUDGETS, List.of(budget("media", "2024"), budget("media", "2024.0"))),
        "Provided list of item keys contains duplicates");
    assertInvalid(
        Map.of(OWNERS, List.of(Map.of("id", AttributeValue.fromS("i-1")))),
        "The provided key element does not match the schema");
    assertInvalid(
        Map.of(OWNERS, List.of(Map.of("instanceId", AttributeValue.fromN("1")))),
        "The provided key element does not match the schema");
    assertInvalid(
        Map.of(BUDGETS, List.of(budget("media", "last"))),
        "The parameter cannot be converted to a numeric value: last");
  }

  @Test
  void unknownTable_andUnusedRegion_areRefused() {
    assertRefused(400, "ResourceNotFoundException", () -> get("gone", owners.subList(0, 1)))
        .isEqualTo("Requested resource not found");
    assertRefused(
        400,
        "UnrecognizedClientException",
        () ->
            caller
                .in(ACCOUNT, "me-south-1")
                .call(request(Map.of(OWNERS, owners)), BatchGetItemResponse.class));
  }

  @Test
  void unprocessedKeys_areTheShareAskedFor_andComeBackAsTheyWereAsked() {
    BatchGetItemResponse got = getLeaving(0.5);
    KeysAndAttributes left = requireNonNull(got.unprocessedKeys().get(OWNERS));

    assertThat(left.consistentRead()).isTrue();
    assertThat(left.keys()).hasSizeBetween(35, 65);
    assertThat(owners.subList(0, 100)).containsAll(left.keys());
    assertThat(got.responses().get(OWNERS))
        .extracting(item -> Map.of("instanceId", item.get("instanceId")))
        .hasSize(100 - left.keys().size())
        .doesNotContainAnyElementsOf(left.keys());
    assertThat(getLeaving(0.5)).isEqualTo(got);
  }

  @Test
  void oneKey_isAlwaysProcessed() {
    assertThat(getLeaving(1).responses().get(OWNERS)).hasSize(1);
  }

  @Test
  void shareOfUnprocessedKeys_isCheckedAtOnce() {
    assertThatThrownBy(() -> Simulator.builder().unprocessedKeys(1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("share of unprocessed keys must be 0 to 1, was 1.5");
  }

  private BatchGetItemResponse getLeaving(double unprocessed) {
    Operation<?, ?> operation = new DynamoDbOperations(estate, unprocessed).all().get(0);
    BatchGetItemRequest request =
        BatchGetItemRequest.builder()
            .requestItems(
                Map.of(
                    OWNERS,
                    KeysAndAttributes.builder()
                        .keys(owners.subList(0, 100))
                        .consistentRead(true)
                        .build()))
            .build();
    return (BatchGetItemResponse)
        operation.respond(request, new Scope(ACCOUNT, "us-east-1", "dynamodb", "BatchGetItem"));
  }

  private BatchGetItemResponse get(String table, List<Map<String, AttributeValue>> keys) {
    return caller.call(request(Map.of(table, keys)), BatchGetItemResponse.class);
  }

  private void assertInvalid(Map<String, List<Map<String, AttributeValue>>> keys, String message) {
    assertRefused(
            400,
            "ValidationException",
            () -> caller.call(request(keys), BatchGetItemResponse.class))
        .contains(message);
  }

  private static BatchGetItemRequest request(
      Map<String, ? extends Collection<Map<String, AttributeValue>>> keys) {
    BatchGetItemRequest.Builder request = BatchGetItemRequest.builder();
    return request
        .requestItems(
            keys.entrySet().stream()
                .collect(
                    Collectors.toMap(
                        Map.Entry::getKey,
                        table -> KeysAndAttributes.builder().keys(table.getValue()).build())))
        .build();
  }

  private static Map<String, AttributeValue> owner(String instanceId) {
    return Map.of("instanceId", AttributeValue.fromS(instanceId));
  }

  private static List<Map<String, AttributeValue>> budgets(int firstYear, int lastYear) {
    return IntStream.rangeClosed(firstYear, lastYear)
        .mapToObj(year -> budget("media", Integer.toString(year)))
        .toList();
  }

  private static Map<String, AttributeValue> budget(String team, String year) {
    return Map.of("team", AttributeValue.fromS(team), "year", AttributeValue.fromN(year));
  }
}
