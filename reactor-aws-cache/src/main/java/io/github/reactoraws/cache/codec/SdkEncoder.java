package io.github.reactoraws.cache.codec;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
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
   * A structure is the number of its shape; how many members follow that no structure of the shape
   * had before, each by its name and type; one bit for each member that is known by then, in the
   * order in which they became known, set for those that are there; and what those hold. What a list
   * or map holds may be null: its size is doubled, and odd if one bit for each that is not null
   * follows.
   */

  /** A shape as it is written: its members that have been named, in that order. */
  private static final class WrittenShape {
    private final int number;
    private final SdkMember[] members;
    private final int[] places; // of the members in the order of the schema, less than 0 if unnamed
    private int size;

    WrittenShape(int number, SdkShape shape) {
      this.number = number;
      this.members = new SdkMember[shape.members().length];
      this.places = new int[members.length];
      Arrays.fill(places, -1);
    }

    /** The place of a member, which is the next one if it has none yet. */
    int place(int index, SdkMember member) {
      if (places[index] < 0) {
        members[size] = member;
        places[index] = size++;
      }
      return places[index];
    }
  }

  static final int DEEPEST = 200;

  private final ByteWriter out;
  private final Map<SdkShape, WrittenShape> shapes = new HashMap<>();
  private int depth;

  SdkEncoder(ByteWriter out) {
    this.out = out;
  }

  void encode(SdkPojo model, SdkShape shape) {
    if (++depth > DEEPEST) {
      throw new CodecException("models nest " + DEEPEST + " deep at most");
    }
    WrittenShape written = written(shape);
    int before = written.size;
    @Nullable Object[] values = values(model, shape, written);
    int size = written.size; // now, as a structure within may be of the same shape
    out.count(written.number);
    out.count(size - before);
    for (int i = before; i < size; i++) {
      out.raw(written.members[i].nameAndType());
    }
    presence(values, size);
    for (int i = 0; i < size; i++) {
      Object value = values[i];
      if (value != null) {
        encode(value, written.members[i]);
      }
    }
    depth--;
  }

  private WrittenShape written(SdkShape shape) {
    WrittenShape written = shapes.get(shape);
    if (written == null) {
      written = new WrittenShape(shapes.size(), shape);
      shapes.put(shape, written);
    }
    return written;
  }

  private static @Nullable Object[] values(SdkPojo model, SdkShape shape, WrittenShape written) {
    SdkMember[] members = shape.members();
    Getter[] getters = shape.getters();
    @Nullable Object[] values = new @Nullable Object[members.length];
    for (int i = 0; i < members.length; i++) {
      Object value = getters[i].get(model);
      if (!SdkMember.isAbsent(value)) {
        values[written.place(i, members[i])] = value;
      }
    }
    return values;
  }

  private void presence(@Nullable Object[] values, int size) {
    for (int start = 0; start < size; start += Byte.SIZE) {
      int bits = 0;
      for (int i = start; i < Math.min(start + Byte.SIZE, size); i++) {
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
      presence(all, all.length);
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
