package io.github.reactoraws.cache.codec;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/**
 * How a value is written: its kind, and that of what it holds if it is a list or a map.
 *
 * @param kind the kind
 * @param held the members of a list, the values of a map; else {@code null}
 */
record SdkType(Kind kind, @Nullable SdkType held) {
  private static final int DEEPEST = 3; // lists of lists; the SDK's models have two

  /** The kinds, whose codes are part of the format. */
  enum Kind {
    STRING(0, MarshallingKnownType.STRING),
    INTEGER(1, MarshallingKnownType.INTEGER),
    LONG(2, MarshallingKnownType.LONG),
    SHORT(3, MarshallingKnownType.SHORT),
    BYTE(4, MarshallingKnownType.BYTE),
    FLOAT(5, MarshallingKnownType.FLOAT),
    DOUBLE(6, MarshallingKnownType.DOUBLE),
    BIG_DECIMAL(7, MarshallingKnownType.BIG_DECIMAL),
    BOOLEAN(8, MarshallingKnownType.BOOLEAN),
    INSTANT(9, MarshallingKnownType.INSTANT),
    BYTES(10, MarshallingKnownType.SDK_BYTES),
    LIST(11, MarshallingKnownType.LIST),
    MAP(12, MarshallingKnownType.MAP),
    STRUCTURE(13, MarshallingKnownType.SDK_POJO),
    DOCUMENT(14, MarshallingKnownType.DOCUMENT);

    private final int code;
    private final MarshallingKnownType type;

    Kind(int code, MarshallingKnownType type) {
      this.code = code;
      this.type = type;
    }

    /** The kind that {@code matching} finds. */
    private static Optional<Kind> first(Predicate<Kind> matching) {
      return Stream.of(values()).filter(matching).findFirst();
    }
  }

  /** The type of a field, down to the innermost members. */
  static SdkType of(SdkField<?> field) {
    return of(field, 0);
  }

  private static SdkType of(SdkField<?> field, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("lists must nest %s deep at most".formatted(DEEPEST));
    }
    Kind kind =
        Kind.first(k -> k.type == field.marshallingType().getKnownType())
            .orElseThrow(() -> odd(field));
    SdkField<?> held = held(field, kind);
    return new SdkType(kind, held == null ? null : of(held, depth + 1));
  }

  private static IllegalArgumentException odd(SdkField<?> field) {
    return new IllegalArgumentException(
        "member %s must be one of %s, was %s"
            .formatted(
                field.memberName(),
                Arrays.toString(Kind.values()),
                field.marshallingType().getTargetClass().getName()));
  }

  /** The field of a list's members or a map's values; {@code null} for all others. */
  static @Nullable SdkField<?> held(SdkField<?> field, Kind kind) {
    return switch (kind) {
      case LIST -> field.getTrait(ListTrait.class).memberFieldInfo();
      case MAP -> field.getTrait(MapTrait.class).valueFieldInfo();
      default -> null;
    };
  }

  void write(ByteWriter out) {
    out.octet(kind.code);
    if (held != null) {
      held.write(out);
    }
  }

  static SdkType read(ByteReader in) {
    return read(in, 0);
  }

  private static SdkType read(ByteReader in, int depth) {
    if (depth > DEEPEST) {
      throw new CodecException("lists nest more than " + DEEPEST + " deep");
    }
    int code = in.octet();
    Kind kind =
        Kind.first(k -> k.code == code)
            .orElseThrow(() -> new CodecException("no kind of value has the code " + code));
    return new SdkType(kind, kind == Kind.LIST || kind == Kind.MAP ? read(in, depth + 1) : null);
  }
}
