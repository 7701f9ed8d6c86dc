package io.github.reactoraws.examples.loaders;

import io.github.reactoraws.BatchLoader;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * DynamoDB's items by their primary keys.
 *
 * <p>Each load is one BatchGetItem call, which reads eventually consistently and brings whole
 * items. Keys that DynamoDB leaves unprocessed, for want of throughput or because the items came to
 * 16 MB, are told as {@linkplain io.github.reactoraws.BatchResult#unprocessed() unprocessed}, and
 * so are asked for again. A key without an item has no value.
 */
public final class DynamoDbLoaders {
  /**
   * The most keys that DynamoDB takes in one call, which is also the {@linkplain
   * io.github.reactoraws.BatchSpec.Builder#maxBatchSize default batch}.
   */
  public static final int MOST_KEYS = 100;

  private DynamoDbLoaders() {}

  /**
   * Items of a table whose primary key is one text.
   *
   * @param dynamo the client; it must outlive the loader
   * @param table the table's name or ARN
   * @param keyAttribute the attribute that is the primary key
   * @return a loader that makes one call for up to {@link #MOST_KEYS} keys
   */
  public static BatchLoader<String, Map<String, AttributeValue>> items(
      DynamoDbAsyncClient dynamo, String table, String keyAttribute) {
    Objects.requireNonNull(keyAttribute, "keyAttribute");
    return items(dynamo, table, key -> Map.of(keyAttribute, AttributeValue.fromS(key)));
  }

  /**
   * Items of a table with any primary key.
   *
   * <pre>{@code
   * BatchLoader<Order, Map<String, AttributeValue>> orders = DynamoDbLoaders.items(dynamo, "orders",
   *     o -> Map.of("customer", AttributeValue.fromS(o.customer()), "number", AttributeValue.fromN(o.number())));
   * }</pre>
   *
   * @param dynamo the client; it must outlive the loader
   * @param table the table's name or ARN
   * @param primaryKey gives a key as DynamoDB takes it: one attribute or two, of the same names
   *     each time. Keys that name the same item are asked for once
   * @param <K> a key, with {@code equals} and {@code hashCode}
   * @return a loader that makes one call for up to {@link #MOST_KEYS} keys
   */
  public static <K> BatchLoader<K, Map<String, AttributeValue>> items(
      DynamoDbAsyncClient dynamo,
      String table,
      Function<? super K, Map<String, AttributeValue>> primaryKey) {
    return new ItemLoads<>(dynamo, table, primaryKey);
  }
}
