package io.github.reactoraws;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;

/** The members of one SDK model class by name, whatever its case. */
final class Members {
  private static final List<MarshallingType<?>> TOKEN_TYPES =
      List.of(
          MarshallingType.STRING,
          MarshallingType.INTEGER,
          MarshallingType.LONG,
          MarshallingType.MAP);

  private final Map<String, SdkField<?>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  Members(SdkPojo model) {
    model.sdkFields().forEach(field -> byName.put(field.memberName(), field));
  }

  /** In the alphabet's order. */
  Collection<SdkField<?>> all() {
    return Collections.unmodifiableCollection(byName.values());
  }

  Optional<SdkField<?>> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Members of a type that a page token can have. */
  Stream<SdkField<?>> tokenTyped() {
    return all().stream().filter(field -> TOKEN_TYPES.contains(field.marshallingType()));
  }

  Stream<SdkField<?>> structures() {
    return all().stream().filter(Members::isStructure);
  }

  static boolean isStructure(SdkField<?> field) {
    return field.marshallingType() == MarshallingType.SDK_POJO;
  }

  /** The members of the structure that {@code field} holds. */
  static Members of(SdkField<?> field) {
    return new Members(field.constructor().get());
  }
}
