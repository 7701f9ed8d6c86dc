package io.github.reactoraws.examples.simulator;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/** The fields of the REST protocols that live outside the body: path, query, headers, status. */
final class RestBinding {
  private RestBinding() {}

  /** Sets the fields that the path, the query and the headers of a call carry. */
  static void read(HttpCall call, Map<String, String> pathParameters, SdkPojo builder) {
    for (SdkField<?> field : builder.sdkFields()) {
      String name = field.locationName();
      Object value =
          switch (field.location()) {
            case PATH, GREEDY_PATH -> path(pathParameters.get(name), field);
            case QUERY_PARAM -> query(call.query(), name, field);
            case HEADER -> header(call.headers(), name, field);
            default -> null;
          };
      if (value != null) {
        field.set(builder, value);
      }
    }
  }

  /** Writes the fields that travel as headers, or as the status. */
  static void write(SdkPojo response, HttpAnswer answer) {
    for (SdkField<?> field : response.sdkFields()) {
      Object value = Schema.valueOf(response, field);
      if (value != null && field.location() == MarshallLocation.STATUS_CODE) {
        answer.status((Integer) value);
      } else if (value != null && field.location() == MarshallLocation.HEADER) {
        writeHeader(field.unmarshallLocationName(), value, field, answer.headers());
      }
    }
  }

  private static @Nullable Object path(@Nullable String text, SdkField<?> field) {
    return text == null ? null : Scalars.value(text, field, Format.ISO_8601);
  }

  private static @Nullable Object query(
      Map<String, List<String>> query, String name, SdkField<?> field) {
    if (field.marshallingType() == MarshallingType.MAP) {
      SdkField<?> member = field.getRequiredTrait(MapTrait.class).valueFieldInfo();
      Map<String, Object> entries = new LinkedHashMap<>();
      query.forEach((key, texts) -> entries.put(key, values(texts, member, Format.ISO_8601)));
      return entries.isEmpty() ? null : entries;
    }
    List<String> texts = query.get(name);
    return texts == null ? null : values(texts, field, Format.ISO_8601);
  }

  private static @Nullable Object header(HttpHeaders headers, String name, SdkField<?> field) {
    if (field.marshallingType() == MarshallingType.MAP) {
      Map<String, String> entries = new LinkedHashMap<>();
      for (Map.Entry<String, String> header : headers) {
        if (header.getKey().toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT))) {
          entries.put(header.getKey().substring(name.length()), header.getValue());
        }
      }
      return entries.isEmpty() ? null : entries;
    }
    List<String> texts = headers.getAll(name);
    return texts.isEmpty() ? null : values(texts, field, Format.RFC_822);
  }

  private static Object values(List<String> texts, SdkField<?> field, Format instants) {
    if (field.marshallingType() != MarshallingType.LIST) {
      return Scalars.value(texts.get(0), field, instants);
    }
    SdkField<?> member = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
    List<Object> members = new ArrayList<>();
    texts.forEach(text -> members.add(Scalars.value(text, member, instants)));
    return members;
  }

  private static void writeHeader(
      String name, Object value, SdkField<?> field, HttpHeaders headers) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, each) -> headers.set(name + key, each.toString()));
    } else if (value instanceof List<?> list) {
      SdkField<?> member = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
      list.forEach(each -> headers.add(name, Scalars.text(each, member, Format.RFC_822)));
    } else {
      headers.set(name, Scalars.text(value, field, Format.RFC_822));
    }
  }
}
