package io.github.reactoraws.examples.simulator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * DynamoDB: items come whole, whatever projection is asked for. Which keys are left unprocessed
 * depends on the seed and the number of the call; the first of a call never is.
 */
final class DynamoDbOperations {
  private static final int MOST_KEYS = 100;

  private final Estate estate;
  private final double unprocessed;
  private final AtomicLong calls = new AtomicLong();

  /**
   * @param unprocessed the share of the keys that is left unprocessed
   */
  DynamoDbOperations(Estate estate, double unprocessed) {
    this.estate = estate;
    this.unprocessed = unprocessed;
  }

  List<Operation<?, ?>> all() {
    return List.of(
        new Operation<>(
            "dynamodb", "BatchGetItem", "", BatchGetItemRequest::builder, this::batchGetItem));
  }

  private BatchGetItemResponse batchGetItem(BatchGetItemRequest request, Scope scope) {
    Tables tables = tables(scope);
    Map<String, KeysAndAttributes> asked = request.requestItems();
    if (asked.isEmpty()) {
      throw Constraints.MODERN.broken(
          asked, "requestItems", "Member must have length greater than or equal to 1");
    }
    if (asked.values().stream().mapToInt(ofTable -> ofTable.keys().size()).sum() > MOST_KEYS) {
      throw invalid("Too many items requested for the BatchGetItem call");
    }
    asked.forEach((name, ofTable) -> check(table(tables, name), name, ofTable.keys()));
    Batch batch = new Batch(Draws.of(estate.seed(), calls.incrementAndGet()));
    asked.forEach((name, ofTable) -> batch.take(name, table(tables, name), ofTable));
    return BatchGetItemResponse.builder()
        .responses(batch.found)
        .unprocessedKeys(batch.left)
        .build();
  }

  /** One call's keys, of which some are looked up and the others left. */
  private final class Batch {
    private final SplittableRandom draws;
    private final Map<String, List<Map<String, AttributeValue>>> found = new HashMap<>();
    private final Map<String, KeysAndAttributes> left = new HashMap<>();

    Batch(SplittableRandom draws) {
      this.draws = draws;
    }

    void take(String name, Tables.Table table, KeysAndAttributes asked) {
      boolean first = found.isEmpty();
      List<Map<String, AttributeValue>> items = new ArrayList<>();
      List<Map<String, AttributeValue>> later = new ArrayList<>();
      for (Map<String, AttributeValue> key : asked.keys()) {
        if (!first && draws.nextDouble() < unprocessed) {
          later.add(key);
        } else {
          table.items().apply(key).ifPresent(items::add);
        }
        first = false;
      }
      found.put(name, items);
      if (!later.isEmpty()) {
        left.put(name, asked.toBuilder().keys(later).build());
      }
    }
  }

  private static void check(
      Tables.Table table, String name, List<Map<String, AttributeValue>> keys) {
    if (keys.isEmpty()) {
      throw Constraints.MODERN.broken(
          keys,
          "requestItems." + name + ".member.keys",
          "Member must have length greater than or equal to 1");
    }
    Set<Map<String, Object>> seen = new HashSet<>();
    for (Map<String, AttributeValue> key : keys) {
      if (!table.hasKeysLike(key)) {
        throw invalid("The provided key element does not match the schema");
      }
      if (!seen.add(identity(key))) {
        throw invalid("Provided list of item keys contains duplicates");
      }
    }
  }

  /** What DynamoDB tells keys apart by: 1 and 1.0 are the same number. */
  private static Map<String, Object> identity(Map<String, AttributeValue> key) {
    Map<String, Object> identity = new HashMap<>();
    key.forEach((name, value) -> identity.put(name, identity(value)));
    return identity;
  }

  private static Object identity(AttributeValue value) {
    if (value.type() != AttributeValue.Type.N) {
      return value;
    }
    try {
      return new BigDecimal(value.n()).stripTrailingZeros();
    } catch (NumberFormatException notNumber) {
      throw invalid("The parameter cannot be converted to a numeric value: " + value.n());
    }
  }

  private Tables tables(Scope scope) {
    return estate
        .place(scope.account(), scope.region())
        .map(Tables::new)
        .orElseThrow(
            () ->
                new Refusal(
                    400,
                    "UnrecognizedClientException",
                    "The security token included in the request is invalid."));
  }

  private static Tables.Table table(Tables tables, String name) {
    return tables
        .named(name)
        .orElseThrow(
            () -> new Refusal(400, "ResourceNotFoundException", "Requested resource not found"));
  }

  private static Refusal invalid(String message) {
    return new Refusal(400, "ValidationException", message);
  }
}
