package io.github.reactoraws.cache.codec;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.Buildable;

/** What a model class is made of, and how to build one. */
final class SdkShape {
  private static final ClassValue<SdkShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected SdkShape computeValue(Class<?> type) {
          return new SdkShape(type, builders(type));
        }
      };

  private final Class<?> type;
  private final Supplier<? extends SdkPojo> builders;
  private final SdkMember[] members;
  private volatile Getter @Nullable [] getters;

  private SdkShape(Class<?> type, Supplier<? extends SdkPojo> builders) {
    this.type = type;
    this.builders = builders;
    List<SdkField<?>> fields = builders.get().sdkFields();
    if (fields.stream().anyMatch(field -> field.memberName() == null)) {
      throw new IllegalArgumentException("type must name its members, was " + type.getName());
    }
    this.members = fields.stream().map(SdkMember::new).toArray(SdkMember[]::new);
  }

  /**
   * The shape of a model class; learnt once, and kept as long as the class is.
   *
   * @throws IllegalArgumentException if it has no public static method {@code builder()}
   */
  static SdkShape of(Class<?> type) {
    return SHAPES.get(type);
  }

  /** The shape of what the builders build. */
  static SdkShape builtBy(Supplier<? extends SdkPojo> builders) {
    return of(build(builders.get()).getClass());
  }

  /** All members, in the schema's order; nobody changes the array. */
  SdkMember[] members() {
    return members;
  }

  /** What gives each of the members; looked for when first asked, as who decodes needs none. */
  Getter[] getters() {
    Getter[] found = getters;
    if (found == null) {
      Getters methods = new Getters(this, type);
      found = Stream.of(members).map(methods::of).toArray(Getter[]::new);
      getters = found;
    }
    return found;
  }

  SdkPojo newBuilder() {
    return builders.get();
  }

  static SdkPojo build(SdkPojo builder) {
    return (SdkPojo) ((Buildable) builder).build();
  }

  private static Supplier<SdkPojo> builders(Class<?> type) {
    if (Throwable.class.isAssignableFrom(type)) {
      throw new IllegalArgumentException("type must not be an exception, was " + type.getName());
    }
    try {
      Method builder = type.getMethod("builder");
      if (Modifier.isStatic(builder.getModifiers())
          && SdkPojo.class.isAssignableFrom(builder.getReturnType())
          && Buildable.class.isAssignableFrom(builder.getReturnType())) {
        return () -> newBuilder(builder);
      }
    } catch (NoSuchMethodException none) {
      // told below
    }
    throw new IllegalArgumentException(
        "type must be a model of the SDK's with a static builder(), such as Instance of EC2's, was "
            + type.getName());
  }

  private static SdkPojo newBuilder(Method builder) {
    try {
      return (SdkPojo) builder.invoke(null);
    } catch (IllegalAccessException | InvocationTargetException failure) {
      throw new CodecException(builder + " gives no builder", failure);
    }
  }
}
