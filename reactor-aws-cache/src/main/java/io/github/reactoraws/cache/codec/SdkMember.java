package io.github.reactoraws.cache.codec;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.traits.DefaultValueTrait;
import software.amazon.awssdk.core.util.DefaultSdkAutoConstructList;
import software.amazon.awssdk.core.util.DefaultSdkAutoConstructMap;

/** A field of a model, or what a list or map holds, with all that is looked up once. */
final class SdkMember {
  private static final Object NO_LIST = DefaultSdkAutoConstructList.getInstance();
  private static final Object NO_MAP = DefaultSdkAutoConstructMap.getInstance();

  private final SdkField<?> field;
  private final SdkType type;
  private final byte[] nameAndType;
  private final SdkType.Kind kind;
  private final @Nullable SdkMember held;
  private final boolean madeUp; // where it is absent, by a trait of the schema
  private volatile @Nullable SdkShape structure; // late, since structures may hold themselves

  SdkMember(SdkField<?> field) {
    this.field = field;
    this.type = SdkType.of(field);
    this.kind = type.kind();
    this.madeUp = field.containsTrait(DefaultValueTrait.class);
    SdkField<?> below = SdkType.held(field, type.kind());
    this.held = below == null ? null : new SdkMember(below);
    ByteWriter out = new ByteWriter();
    out.name(Objects.requireNonNullElse(field.memberName(), "")); // what is held has no name
    type.write(out);
    this.nameAndType = out.toByteArray();
  }

  /** The name and the type, as they are written. */
  byte[] nameAndType() {
    return nameAndType;
  }

  SdkType type() {
    return type;
  }

  SdkType.Kind kind() {
    return kind;
  }

  /** What a list or map holds. */
  SdkMember held() {
    return Objects.requireNonNull(held);
  }

  /** The shape of a structure. */
  SdkShape structure() {
    SdkShape shape = structure;
    if (shape == null) {
      shape = SdkShape.builtBy(field.constructor());
      structure = shape;
    }
    return shape;
  }

  /** What the model has; no token is made up for a request that has none. */
  @Nullable Object get(SdkPojo model) {
    return madeUp && model instanceof SdkRequest request
        ? request.getValueForField(field.memberName(), Object.class).orElse(null)
        : field.getValueOrDefault(model);
  }

  /** Whether what a model gave is nothing, or what the SDK gives for a list or map it has not. */
  static boolean isAbsent(@Nullable Object value) {
    return value == null || value == NO_LIST || value == NO_MAP;
  }

  void set(SdkPojo builder, Object value) {
    field.set(builder, value);
  }
}
