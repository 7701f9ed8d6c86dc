package io.github.reactoraws.examples.loaders;

import io.github.reactoraws.BatchLoader;
import io.github.reactoraws.BatchResult;
import io.github.reactoraws.call.AwsCall;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Loads items of one table by one BatchGetItem call. */
record ItemLoads<K>(
    DynamoDbAsyncClient dynamo,
    String table,
    Function<? super K, Map<String, AttributeValue>> primaryKey)
    implements BatchLoader<K, Map<String, AttributeValue>> {

  ItemLoads {
    Objects.requireNonNull(dynamo, "dynamo");
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(primaryKey, "primaryKey");
  }

  @Override
  public Mono<BatchResult<K, Map<String, AttributeValue>>> load(Set<K> keys) {
    return Mono.defer(
        () -> {
          Map<K, Map<String, AttributeValue>> asked = new LinkedHashMap<>();
          keys.forEach(key -> asked.put(key, primaryKey.apply(key)));
          KeysAndAttributes distinct = KeysAndAttributes.builder().keys(distinct(asked)).build();
          return AwsCall.of(() -> dynamo.batchGetItem(r -> r.requestItems(Map.of(table, distinct))))
              .map(response -> result(asked, response));
        });
  }

  private static Collection<Map<String, AttributeValue>> distinct(
      Map<?, Map<String, AttributeValue>> asked) {
    Map<ItemIdentity, Map<String, AttributeValue>> distinct = new LinkedHashMap<>();
    asked.values().forEach(key -> distinct.put(ItemIdentity.of(key, key.keySet()), key));
    return distinct.values();
  }

  /** One table was asked, so whatever the answer calls it, all is of that table. */
  private BatchResult<K, Map<String, AttributeValue>> result(
      Map<K, Map<String, AttributeValue>> asked, BatchGetItemResponse response) {
    Set<String> keyAttributes = asked.values().iterator().next().keySet();
    Map<ItemIdentity, Map<String, AttributeValue>> items =
        response.responses().values().stream()
            .flatMap(Collection::stream)
            .collect(Collectors.toMap(item -> ItemIdentity.of(item, keyAttributes), item -> item));
    Set<ItemIdentity> left =
        response.unprocessedKeys().values().stream()
            .flatMap(ofTable -> ofTable.keys().stream())
            .map(key -> ItemIdentity.of(key, keyAttributes))
            .collect(Collectors.toSet());
    Map<K, Map<String, AttributeValue>> values = new HashMap<>();
    Set<K> unprocessed = new HashSet<>();
    asked.forEach(
        (key, attributes) -> {
          ItemIdentity identity = ItemIdentity.of(attributes, keyAttributes);
          Map<String, AttributeValue> item = items.get(identity);
          if (item != null) {
            values.put(key, item);
          } else if (left.contains(identity)) {
            unprocessed.add(key);
          }
        });
    return BatchResult.<K, Map<String, AttributeValue>>of(values).withUnprocessed(unprocessed);
  }
}
