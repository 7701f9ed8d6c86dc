package io.github.reactoraws;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
  private static final int DEPTH =
      1; // structures in a model are full, structures in those are absent

  /** Values by type, each told apart by a text; numbers as far as its hash does. */
  private static final Map<MarshallingType<?>, Function<String, Object>> SCALARS =
      Map.of(
          MarshallingType.STRING, text -> text,
          MarshallingType.INTEGER, String::hashCode,
          MarshallingType.LONG, text -> (long) text.hashCode(),
          MarshallingType.SHORT, text -> (short) text.hashCode(),
          MarshallingType.FLOAT, text -> (float) text.hashCode(),
          MarshallingType.DOUBLE, text -> (double) text.hashCode(),
          MarshallingType.BIG_DECIMAL, text -> BigDecimal.valueOf(text.hashCode()),
          MarshallingType.INSTANT, text -> Instant.ofEpochSecond(text.hashCode()),
          MarshallingType.SDK_BYTES, SdkBytes::fromUtf8String,
          MarshallingType.DOCUMENT, Document::fromString);

  private final String label;
  private final boolean flags;

  private NeutralModel(String label, boolean flags) {
    this.label = label;
    this.flags = flags;
  }

  /** Every member full, booleans being {@code flags}. */
  static <M> M full(Class<M> type, int number, boolean flags) {
    return type.cast(new NeutralModel("v" + number, flags).filled(emptyOf(type), "", DEPTH));
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
    return type == MarshallingType.BOOLEAN
        ? flags
        : Optional.ofNullable(SCALARS.get(type))
            .orElseThrow(() -> new IllegalStateException(path + " has a new type: " + type))
            .apply(path + label);
  }

  private static SdkPojo emptyOf(Class<?> type) {
    try {
      return (SdkPojo) type.getMethod("builder").invoke(null);
    } catch (ReflectiveOperationException notAModel) {
      throw new IllegalStateException(type + " has no builder", notAModel);
    }
  }
}
