package io.github.reactoraws.examples.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON into model objects; members that the model does not know are passed over. */
final class JsonReader {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonParser in;

  private JsonReader(JsonParser in) {
    this.in = in;
  }

  /**
   * Sets all fields of {@code builder} that the document has.
   *
   * @throws RuntimeException if the document is not an object of the right types
   */
  static void read(SdkBytes document, SdkPojo builder) {
    try (JsonParser in =
        FACTORY.createParser(ObjectReadContext.empty(), document.asByteArrayUnsafe())) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("a JSON object is expected");
      }
      new JsonReader(in).members(builder);
    }
  }

  private void members(SdkPojo builder) {
    Map<String, SdkField<?>> fields = builder.sdkFieldNameToField();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      SdkField<?> field = fields.get(in.currentName());
      in.nextToken();
      if (field == null) {
        in.skipChildren();
      } else {
        field.set(builder, value(field));
      }
    }
  }

  private @Nullable Object value(SdkField<?> field) {
    if (in.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.SDK_POJO) {
      expect(JsonToken.START_OBJECT, field);
      SdkPojo builder = field.constructor().get();
      members(builder);
      return Schema.built(builder);
    }
    if (type == MarshallingType.LIST) {
      return list(field);
    }
    if (type == MarshallingType.MAP) {
      return map(field);
    }
    String text = in.getValueAsString();
    if (text == null) {
      throw new IllegalArgumentException(field.memberName() + " must be a single value");
    }
    return Scalars.value(text, field, Format.UNIX_TIMESTAMP);
  }

  private List<@Nullable Object> list(SdkField<?> field) {
    expect(JsonToken.START_ARRAY, field);
    SdkField<?> member = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
    List<@Nullable Object> members = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      members.add(value(member));
    }
    return members;
  }

  private Map<String, @Nullable Object> map(SdkField<?> field) {
    expect(JsonToken.START_OBJECT, field);
    SdkField<?> member = field.getRequiredTrait(MapTrait.class).valueFieldInfo();
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      in.nextToken();
      entries.put(key, value(member));
    }
    return entries;
  }

  private void expect(JsonToken token, SdkField<?> field) {
    if (in.currentToken() != token) {
      throw new IllegalArgumentException(
          field.memberName() + " must begin with " + token + ", was " + in.currentToken());
    }
  }
}
