package io.github.reactoraws.cache.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;

/**
 * Finds a model's own getters, such as {@code Instance.imageId()}: by the schema, a value takes
 * twice as long, through two functions and a look for a trait.
 *
 * <p>They are not found by name, but by trial on a model that has only that one member.
 */
final class Getters {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final MethodType GET = MethodType.methodType(Object.class, SdkPojo.class);

  private final SdkShape shape;
  private final SdkPojo empty;
  private final List<Method> methods;

  Getters(SdkShape shape, Class<?> type) {
    this.shape = shape;
    this.empty = SdkShape.build(shape.newBuilder());
    this.methods =
        Stream.of(type.getMethods())
            .filter(method -> method.getParameterCount() == 0)
            .filter(method -> !Modifier.isStatic(method.getModifiers()))
            .toList();
  }

  /** The method that gives a member, or else the member itself. */
  Getter of(SdkMember member) {
    try {
      SdkPojo builder = shape.newBuilder();
      member.set(builder, sample(member));
      SdkPojo model = SdkShape.build(builder);
      Object value = Objects.requireNonNull(member.get(model));
      for (Method method : methods) {
        if (gives(method, model, value) && isAbsent(method, allBut(member))) {
          return new Direct(LOOKUP.unreflect(method).asType(GET));
        }
      }
    } catch (ReflectiveOperationException | RuntimeException unusual) {
      // as the schema has it, then
    }
    return member::get;
  }

  /** Whether a method gives the only member that a model has; one that throws does not. */
  private boolean gives(Method method, SdkPojo model, Object value) {
    try {
      return method.getReturnType().isInstance(value)
          && method.invoke(model) == value
          && isAbsent(method, empty);
    } catch (ReflectiveOperationException failed) {
      return false;
    }
  }

  private static boolean isAbsent(Method method, SdkPojo model)
      throws ReflectiveOperationException {
    return SdkMember.isAbsent(method.invoke(model));
  }

  /** A model that has all members but one, in whose place a method might give another. */
  private SdkPojo allBut(SdkMember missing) {
    SdkPojo builder = shape.newBuilder();
    for (SdkMember other : shape.members()) {
      if (other != missing) {
        other.set(builder, sample(other));
      }
    }
    return SdkShape.build(builder);
  }

  private static Object sample(SdkMember member) {
    return switch (member.kind()) {
      case STRING -> "a";
      case INTEGER -> 1;
      case LONG -> 1L;
      case SHORT -> (short) 1;
      case BYTE -> (byte) 1;
      case FLOAT -> 1F;
      case DOUBLE -> 1D;
      case BIG_DECIMAL -> BigDecimal.ONE;
      case BOOLEAN -> true;
      case INSTANT -> Instant.EPOCH;
      case BYTES -> SdkBytes.fromByteArray(new byte[] {1});
      case LIST -> List.of();
      case MAP -> Map.of();
      case STRUCTURE -> SdkShape.build(member.structure().newBuilder());
      case DOCUMENT -> Document.fromString("a");
    };
  }

  /** Calls the method. */
  record Direct(MethodHandle handle) implements Getter {
    @Override
    public @Nullable Object get(SdkPojo model) {
      try {
        return (Object) handle.invokeExact(model);
      } catch (RuntimeException | Error failure) {
        throw failure;
      } catch (Throwable checked) {
        throw new CodecException("a getter of " + model.getClass() + " failed", checked);
      }
    }
  }
}
