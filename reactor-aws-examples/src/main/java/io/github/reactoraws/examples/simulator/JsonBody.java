package io.github.reactoraws.examples.simulator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes model objects as JSON. */
final class JsonBody {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator out;

  private JsonBody(JsonGenerator out) {
    this.out = out;
  }

  /** Writes the fields of {@code pojo} that belong into a body, as one object. */
  static void write(SdkPojo pojo, ByteBuf into) {
    try (JsonGenerator out = generator(into)) {
      new JsonBody(out).object(pojo);
    }
  }

  /** Writes a flat object of strings. */
  static void write(Map<String, String> members, ByteBuf into) {
    try (JsonGenerator out = generator(into)) {
      out.writeStartObject();
      members.forEach(out::writeStringProperty);
      out.writeEndObject();
    }
  }

  private static JsonGenerator generator(ByteBuf into) {
    OutputStream stream = new ByteBufOutputStream(into);
    return FACTORY.createGenerator(ObjectWriteContext.empty(), stream);
  }

  private void object(SdkPojo pojo) {
    out.writeStartObject();
    for (SdkField<?> field : pojo.sdkFields()) {
      if (field.location() == MarshallLocation.PAYLOAD) {
        Object value = Schema.valueOf(pojo, field);
        if (value != null) {
          out.writeName(field.locationName());
          value(value, field);
        }
      }
    }
    out.writeEndObject();
  }

  private void value(Object value, SdkField<?> field) {
    if (value instanceof SdkPojo pojo) {
      object(pojo);
    } else if (value instanceof List<?> list) {
      SdkField<?> member = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
      out.writeStartArray();
      list.forEach(each -> value(each, member));
      out.writeEndArray();
    } else if (value instanceof Map<?, ?> map) {
      SdkField<?> member = field.getRequiredTrait(MapTrait.class).valueFieldInfo();
      out.writeStartObject();
      map.forEach(
          (key, each) -> {
            out.writeName(key.toString());
            value(each, member);
          });
      out.writeEndObject();
    } else {
      scalar(value, field);
    }
  }

  private void scalar(Object value, SdkField<?> field) {
    if (value instanceof Boolean truth) {
      out.writeBoolean(truth);
    } else if (value instanceof Instant instant) {
      instant(instant, Scalars.format(field, Format.UNIX_TIMESTAMP));
    } else if (value instanceof SdkBytes bytes) {
      out.writeBinary(bytes.asByteArrayUnsafe());
    } else if (value instanceof BigDecimal number) {
      out.writeNumber(number);
    } else if (value instanceof Double || value instanceof Float) {
      out.writeNumber(((Number) value).doubleValue());
    } else if (value instanceof Number number) {
      out.writeNumber(number.longValue());
    } else {
      out.writeString(value.toString());
    }
  }

  private void instant(Instant instant, Format format) {
    switch (format) {
      case UNIX_TIMESTAMP -> out.writeNumber(Timestamps.seconds(instant));
      case UNIX_TIMESTAMP_MILLIS -> out.writeNumber(instant.toEpochMilli());
      default -> out.writeString(Timestamps.text(instant, format));
    }
  }
}
