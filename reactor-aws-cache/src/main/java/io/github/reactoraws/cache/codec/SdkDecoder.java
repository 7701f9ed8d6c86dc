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

  /** A shape as it was written, and what its members are in the model of today that is built. */
  private static final class WrittenShape {
    private final List<WrittenMember> members = new ArrayList<>();
    private @Nullable SdkShape built;
    private int next; // member of the model, which most often is the one that comes next
  }

  /** Where a member was named, its type, and the member of today; {@code null} if there is none. */
  private static final class WrittenMember {
    private final int position;
    private final SdkType type;
    private @Nullable SdkMember member;

    WrittenMember(int position, SdkType type, @Nullable SdkMember member) {
      this.position = position;
      this.type = type;
      this.member = member;
    }
  }

  private final ByteReader in;
  private final List<WrittenShape> shapes = new ArrayList<>();
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
    WrittenShape written = written();
    readNames(written, shape);
    boolean[] present = presence(written.members.size());
    SdkPojo builder = shape == null ? null : shape.newBuilder();
    for (int i = 0; i < present.length; i++) {
      if (present[i]) {
        fit(written, shape); // again: a structure within may have fitted it to another
        WrittenMember known = written.members.get(i);
        SdkMember member = known.member;
        Object value = value(known.type, member);
        if (builder != null && member != null && value != null) {
          member.set(builder, value);
        }
      }
    }
    depth--;
    return builder == null ? null : SdkShape.build(builder);
  }

  private WrittenShape written() {
    int number = in.index(shapes.size() + 1);
    if (number == shapes.size()) {
      shapes.add(new WrittenShape());
    }
    return shapes.get(number);
  }

  private void readNames(WrittenShape written, @Nullable SdkShape shape) {
    fit(written, shape);
    for (int left = in.count(); left > 0; left--) {
      int position = in.position();
      SdkMember member = member(position, written);
      written.members.add(new WrittenMember(position, readType(member), member));
    }
  }

  /** Reads a name and type, which are those of {@code member} if there is one. */
  private SdkType readType(@Nullable SdkMember member) {
    if (member != null) {
      in.skip(member.nameAndType().length);
      return member.type();
    }
    in.skip(in.count());
    return SdkType.read(in);
  }

  /** Finds the members of a model, or of none, for what is written, unless they are found. */
  private void fit(WrittenShape written, @Nullable SdkShape shape) {
    if (written.built != shape) {
      written.built = shape;
      written.next = 0;
      for (WrittenMember known : written.members) {
        known.member = member(known.position, written);
      }
    }
  }

  /** The member of the model that is built whose name and type stand at a position. */
  private @Nullable SdkMember member(int position, WrittenShape written) {
    if (written.built == null) {
      return null;
    }
    SdkMember[] all = written.built.members();
    for (int tried = 0; tried < all.length; tried++) {
      int index = (written.next + tried) % all.length;
      if (in.isAt(position, all[index].nameAndType())) {
        written.next = index + 1;
        return all[index];
      }
    }
    return null;
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
    List<@Nullable Object> values = new ArrayList<>(Math.min(size, 1_024)); // grows as it is read
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
