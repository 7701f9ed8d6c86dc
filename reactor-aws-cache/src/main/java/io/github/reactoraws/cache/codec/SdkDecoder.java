package io.github.reactoraws.cache.codec;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Reads models that an {@link SdkEncoder} has written. Not thread-safe; one for each run of bytes.
 */
final class SdkDecoder {

  /*
   * What is read without a member is passed over: the model of today has none of that name and type.
   * All of it is read all the same, for a string or shape that is named there may be meant later.
   */

  /** A shape as it was written: the types, and the members of today's model that they fill. */
  private static final class Written {
    private final SdkType[] types;
    private final @Nullable SdkMember[] members;
    private final String[] names;
    private @Nullable SdkShape shape;

    Written(String[] names, SdkType[] types) {
      this.names = names;
      this.types = types;
      this.members = new @Nullable SdkMember[names.length];
    }

    void fill(@Nullable SdkShape target) {
      if (shape == target) {
        return;
      }
      shape = target;
      for (int i = 0; i < names.length; i++) {
        SdkMember member = target == null ? null : target.member(names[i]);
        members[i] = member != null && member.type().equals(types[i]) ? member : null;
      }
    }
  }

  private final ByteReader in;
  private final List<Written> shapes = new ArrayList<>();
  private int depth;

  SdkDecoder(ByteReader in) {
    this.in = in;
  }

  SdkPojo decode(SdkShape shape) {
    return Objects.requireNonNull(structure(shape));
  }

  private @Nullable SdkPojo structure(@Nullable SdkShape shape) {
    if (++depth > SdkEncoder.DEEPEST) {
      throw new CodecException("structures nest more than " + SdkEncoder.DEEPEST + " deep");
    }
    Written written = written();
    boolean[] present = presence(written.types.length);
    SdkPojo builder = shape == null ? null : shape.newBuilder();
    for (int i = 0; i < present.length; i++) {
      if (present[i]) {
        written.fill(shape); // again, since a structure within may be of the same written shape
        SdkMember member = written.members[i];
        Object value = value(written.types[i], member);
        if (builder != null && member != null && value != null) {
          member.set(builder, value);
        }
      }
    }
    depth--;
    return builder == null ? null : SdkShape.build(builder);
  }

  private Written written() {
    int number = in.index(shapes.size() + 1);
    if (number < shapes.size()) {
      return shapes.get(number);
    }
    int size = in.count();
    String[] names = new String[size];
    SdkType[] types = new SdkType[size];
    for (int i = 0; i < size; i++) {
      names[i] = in.string();
      types[i] = SdkType.read(in);
    }
    Written written = new Written(names, types);
    shapes.add(written);
    return written;
  }

  private boolean[] presence(int size) {
    boolean[] present = new boolean[size];
    int bits = 0;
    for (int i = 0; i < size; i++) {
      bits = i % Byte.SIZE == 0 ? in.octet() : bits >> 1;
      present[i] = (bits & 1) == 1;
    }
    return present;
  }

  private @Nullable Object value(SdkType type, @Nullable SdkMember member) {
    return switch (type.kind()) {
      case STRING -> in.string();
      case INTEGER -> (int) in.number();
      case LONG -> in.number();
      case SHORT -> (short) in.number();
      case BYTE -> (byte) in.number();
      case FLOAT -> (float) Double.longBitsToDouble(in.fixed());
      case DOUBLE -> Double.longBitsToDouble(in.fixed());
      case BIG_DECIMAL -> new BigDecimal(in.string());
      case BOOLEAN -> in.octet() == 1;
      case INSTANT -> Instant.ofEpochSecond(in.number(), in.index(1_000_000_000));
      case BYTES -> SdkBytes.fromByteArrayUnsafe(in.blob());
      case STRUCTURE -> structure(member == null ? null : member.structure());
      case LIST -> values(type, member);
      case MAP -> map(type, member);
      case DOCUMENT -> Documents.read(in, 0);
    };
  }

  private List<@Nullable Object> values(SdkType type, @Nullable SdkMember member) {
    SdkMember held = member == null ? null : member.held();
    SdkType heldType = Objects.requireNonNull(type.held());
    int header = in.index(Integer.MAX_VALUE);
    int size = in.sizeInBits(header >> 1);
    boolean[] present = (header & 1) == 1 ? presence(size) : null;
    List<@Nullable Object> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(present == null || present[i] ? value(heldType, held) : null);
    }
    return values;
  }

  private Map<String, @Nullable Object> map(SdkType type, @Nullable SdkMember member) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (Object value : values(type, member)) {
      map.put(in.string(), value);
    }
    return map;
  }
}
