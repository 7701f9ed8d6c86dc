package io.github.reactoraws;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.DefaultValueTrait;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Fills SDK models without knowing what a member means: every member gets a value that tells its
 * name and the {@code label}, so that no two members and no two labels share a value.
 */
final class NeutralModel {
  private static final int DEPTH = 2; // structures within structures; some models are recursive

  private final String label;
  private final int number;
  private final boolean flags;

  private NeutralModel(String label, int number, boolean flags) {
    this.label = label;
    this.number = number;
    this.flags = flags;
  }

  /** Every member full, booleans being {@code flags}. */
  static <M> M full(Class<M> type, int number, boolean flags) {
    return type.cast(
        new NeutralModel("v" + number, number, flags).filled(emptyOf(type), "", DEPTH));
  }

  /** No member set but booleans, which are false, and structures, which are blank likewise. */
  static <M> M blank(Class<M> type) {
    return type.cast(blanked(emptyOf(type), DEPTH));
  }

  private static Object blanked(SdkPojo builder, int depth) {
    for (SdkField<?> field : builder.sdkFields()) {
      if (field.marshallingType() == MarshallingType.BOOLEAN) {
        field.set(builder, false);
      } else if (field.marshallingType() == MarshallingType.SDK_POJO && depth > 0) {
        field.set(builder, blanked(field.constructor().get(), depth - 1));
      }
    }
    return ((Buildable) builder).build();
  }

  /** The members of a model by name; those that invent a value when read are left out. */
  static Map<String, Optional<Object>> valuesOf(SdkPojo model) {
    Map<String, Optional<Object>> values = new LinkedHashMap<>();
    for (SdkField<?> field : model.sdkFields()) {
      if (!field.containsTrait(DefaultValueTrait.class)) {
        values.put(field.memberName(), Optional.ofNullable(field.getValueOrDefault(model)));
      }
    }
    return values;
  }

  private Object filled(SdkPojo builder, String path, int depth) {
    for (SdkField<?> field : builder.sdkFields()) {
      value(field, path + "/" + field.memberName(), depth)
          .ifPresent(value -> field.set(builder, value));
    }
    return ((Buildable) builder).build();
  }

  private Optional<Object> value(SdkField<?> field, String path, int depth) {
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.SDK_POJO) {
      return depth == 0
          ? Optional.empty()
          : Optional.of(filled(field.constructor().get(), path, depth - 1));
    }
    if (type == MarshallingType.LIST) {
      return value(field.getTrait(ListTrait.class).memberFieldInfo(), path, depth).map(List::of);
    }
    if (type == MarshallingType.MAP) {
      return value(field.getTrait(MapTrait.class).valueFieldInfo(), path, depth)
          .map(value -> Map.of(path + label, value));
    }
    return Optional.of(scalar(type, path));
  }

  private Object scalar(MarshallingType<?> type, String path) {
    int distinct = 1 + (path + label).hashCode() % 100 + 1000 * number;
    Map<MarshallingType<?>, Object> scalars =
        Map.ofEntries(
            Map.entry(MarshallingType.STRING, path + label),
            Map.entry(MarshallingType.BOOLEAN, flags),
            Map.entry(MarshallingType.INTEGER, distinct),
            Map.entry(MarshallingType.LONG, (long) distinct),
            Map.entry(MarshallingType.SHORT, (short) distinct),
            Map.entry(MarshallingType.FLOAT, (float) distinct),
            Map.entry(MarshallingType.DOUBLE, (double) distinct),
            Map.entry(MarshallingType.BIG_DECIMAL, BigDecimal.valueOf(distinct)),
            Map.entry(MarshallingType.INSTANT, Instant.ofEpochSecond(distinct)),
            Map.entry(MarshallingType.SDK_BYTES, SdkBytes.fromUtf8String(path + label)),
            Map.entry(MarshallingType.DOCUMENT, Document.fromString(path + label)));
    return Optional.ofNullable(scalars.get(type))
        .orElseThrow(() -> new IllegalStateException(path + " has a new type: " + type));
  }

  private static SdkPojo emptyOf(Class<?> type) {
    try {
      return (SdkPojo) type.getMethod("builder").invoke(null);
    } catch (ReflectiveOperationException notAModel) {
      throw new IllegalStateException(type + " has no builder", notAModel);
    }
  }
}
