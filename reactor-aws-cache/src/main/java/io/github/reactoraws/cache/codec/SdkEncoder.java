package io.github.reactoraws.cache.codec;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;

/** Writes models. Not thread-safe; one for each run of bytes. */
final class SdkEncoder {

  /*
   * A structure is the number of its shape, behind which its members are named when the shape is met
   * first, one bit for each member that is there, and those. What a list or map holds may be null:
   * its size is doubled, and odd if one bit for each that is not null follows.
   */

  static final int DEEPEST = 200;

  private final ByteWriter out;
  private final Map<SdkShape, Integer> shapes = new HashMap<>();
  private int depth;

  SdkEncoder(ByteWriter out) {
    this.out = out;
  }

  void encode(SdkPojo value, SdkShape shape) {
    if (++depth > DEEPEST) {
      throw new CodecException("models nest " + DEEPEST + " deep at most");
    }
    SdkMember[] members = shape.members();
    name(shape);
    @Nullable Object[] values = new @Nullable Object[members.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = members[i].get(value);
    }
    presence(values);
    for (int i = 0; i < values.length; i++) {
      Object member = values[i];
      if (member != null) {
        encode(member, members[i]);
      }
    }
    depth--;
  }

  private void name(SdkShape shape) {
    Integer number = shapes.get(shape);
    if (number != null) {
      out.count(number);
      return;
    }
    out.count(shapes.size());
    shapes.put(shape, shapes.size());
    out.count(shape.members().length);
    for (SdkMember member : shape.members()) {
      out.string(member.name());
      member.type().write(out);
    }
  }

  private void presence(@Nullable Object[] values) {
    for (int start = 0; start < values.length; start += Byte.SIZE) {
      int bits = 0;
      for (int i = start; i < Math.min(start + Byte.SIZE, values.length); i++) {
        bits |= values[i] == null ? 0 : 1 << (i - start);
      }
      out.octet(bits);
    }
  }

  private void encode(Object value, SdkMember member) {
    switch (member.kind()) {
      case STRING -> out.string((String) value);
      case INTEGER, LONG, SHORT, BYTE -> out.number(((Number) value).longValue());
      case FLOAT, DOUBLE -> out.fixed(Double.doubleToRawLongBits(((Number) value).doubleValue()));
      case BIG_DECIMAL -> out.string(((BigDecimal) value).toString());
      case BOOLEAN -> out.octet((Boolean) value ? 1 : 0);
      case INSTANT -> {
        Instant instant = (Instant) value;
        out.number(instant.getEpochSecond());
        out.count(instant.getNano());
      }
      case BYTES -> out.blob(((SdkBytes) value).asByteArrayUnsafe());
      case STRUCTURE -> encode((SdkPojo) value, member.structure());
      case LIST -> encodeAll(((List<?>) value), member.held());
      case MAP -> {
        Map<?, ?> map = (Map<?, ?>) value;
        encodeAll(map.values(), member.held());
        map.keySet().forEach(key -> out.string((String) key));
      }
      case DOCUMENT -> document((Document) value);
    }
  }

  private void encodeAll(Collection<?> values, SdkMember held) {
    @Nullable Object[] all = values.toArray();
    boolean sparse = false;
    for (Object value : all) {
      sparse |= value == null;
    }
    out.count(Math.addExact(all.length, all.length) + (sparse ? 1 : 0));
    if (sparse) {
      presence(all);
    }
    for (Object value : all) {
      if (value != null) {
        encode(value, held);
      }
    }
  }

  private void document(Document document) {
    if (++depth > DEEPEST) {
      throw new CodecException("documents nest " + DEEPEST + " deep at most");
    }
    Documents.Kind kind = Documents.Kind.of(document);
    out.octet(kind.code);
    switch (kind) {
      case NULL -> {}
      case BOOLEAN -> out.octet(document.asBoolean() ? 1 : 0);
      case NUMBER -> out.string(document.asNumber().stringValue());
      case STRING -> out.string(document.asString());
      case LIST -> {
        out.count(document.asList().size());
        document.asList().forEach(this::document);
      }
      case MAP -> {
        out.count(document.asMap().size());
        document
            .asMap()
            .forEach(
                (key, value) -> {
                  out.string(key);
                  document(value);
                });
      }
    }
    depth--;
  }
}
