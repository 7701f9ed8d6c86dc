package io.github.reactoraws.examples.simulator;

import java.math.BigDecimal;
import java.time.Instant;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;
import software.amazon.awssdk.utils.BinaryUtils;

/** Single values as text and back, by the field's type. */
final class Scalars {
  private Scalars() {}

  /** The text of {@code value}; instants as the field says, or else as {@code usual} does. */
  static String text(Object value, SdkField<?> field, Format usual) {
    if (value instanceof Instant instant) {
      return Timestamps.text(instant, format(field, usual));
    }
    if (value instanceof SdkBytes bytes) {
      return BinaryUtils.toBase64(bytes.asByteArrayUnsafe());
    }
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }

  /**
   * The value that {@code text} stands for.
   *
   * @throws RuntimeException if it stands for none
   */
  static Object value(String text, SdkField<?> field, Format usual) {
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.STRING) {
      return text;
    }
    if (type == MarshallingType.INTEGER) {
      return Integer.valueOf(text);
    }
    if (type == MarshallingType.LONG) {
      return Long.valueOf(text);
    }
    if (type == MarshallingType.BOOLEAN) {
      return Boolean.valueOf(text);
    }
    if (type == MarshallingType.INSTANT) {
      return Timestamps.instant(text, format(field, usual));
    }
    if (type == MarshallingType.SDK_BYTES) {
      return SdkBytes.fromByteArrayUnsafe(BinaryUtils.fromBase64(text));
    }
    return rareNumber(text, type);
  }

  static Format format(SdkField<?> field, Format usual) {
    return field
        .getOptionalTrait(TimestampFormatTrait.class)
        .map(TimestampFormatTrait::format)
        .orElse(usual);
  }

  private static Object rareNumber(String text, MarshallingType<?> type) {
    if (type == MarshallingType.DOUBLE) {
      return Double.valueOf(text);
    }
    if (type == MarshallingType.FLOAT) {
      return Float.valueOf(text);
    }
    if (type == MarshallingType.BIG_DECIMAL) {
      return new BigDecimal(text);
    }
    if (type == MarshallingType.SHORT) {
      return Short.valueOf(text);
    }
    if (type == MarshallingType.BYTE) {
      return Byte.valueOf(text);
    }
    throw new IllegalStateException("no text stands for a " + type.getTargetClass().getName());
  }
}
