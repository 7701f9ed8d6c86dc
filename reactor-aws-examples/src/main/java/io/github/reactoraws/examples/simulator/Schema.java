package io.github.reactoraws.examples.simulator;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.DefaultValueTrait;
import software.amazon.awssdk.core.traits.PayloadTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;

/** Small readings of the SDK's schema. */
final class Schema {
  private Schema() {}

  /** The value that somebody has set, or null; the SDK's stand-ins for unset lists are unset. */
  static @Nullable Object valueOf(SdkPojo pojo, SdkField<?> field) {
    if (field.containsTrait(DefaultValueTrait.class)) {
      return null; // an idempotency token that is made up at each reading
    }
    Object value = field.getValueOrDefault(pojo);
    return value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap
        ? null
        : value;
  }

  /** The field that is the whole body, if one is. */
  static Optional<SdkField<?>> payload(SdkPojo pojo) {
    return pojo.sdkFields().stream()
        .filter(field -> field.containsTrait(PayloadTrait.class))
        .findFirst();
  }

  /** The built object of a builder that the schema made. */
  static Object built(SdkPojo builder) {
    return ((Buildable) builder).build();
  }
}
