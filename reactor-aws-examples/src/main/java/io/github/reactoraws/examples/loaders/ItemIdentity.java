package io.github.reactoraws.examples.loaders;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What DynamoDB tells items apart by; a number is the same however it is spelled. */
record ItemIdentity(Map<String, Object> key) {

  /** The identity of an item, or of a primary key alone. */
  static ItemIdentity of(Map<String, AttributeValue> item, Set<String> keyAttributes) {
    Map<String, Object> key = new HashMap<>();
    for (String name : keyAttributes) {
      AttributeValue value = item.get(name);
      if (value != null) {
        key.put(name, identity(value));
      }
    }
    return new ItemIdentity(key);
  }

  private static Object identity(AttributeValue value) {
    if (value.type() != AttributeValue.Type.N) {
      return value;
    }
    try {
      return new BigDecimal(value.n()).stripTrailingZeros();
    } catch (NumberFormatException leftToDynamoDb) {
      return value;
    }
  }
}
