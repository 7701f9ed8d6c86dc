package io.github.reactoraws.cache.codec;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Set;
import software.amazon.awssdk.core.SdkPojo;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.AbstractDeserializer;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.deser.impl.TypeWrappedDeserializer;
import tools.jackson.databind.deser.std.ContainerDeserializerBase;
import tools.jackson.databind.json.JsonMapper;

/** Which types Jackson can write and read again. Not thread-safe; one for each type. */
final class JacksonTypes {

  /*
   * Jackson finds a deserializer for nearly every class; that it cannot make an object shows only
   * when it has to, which is when a value was stored and is read. So all that are reachable from a
   * class are looked at before.
   */

  private final SerializationContext writing;
  private final DeserializationContext reading;
  private final Set<ValueDeserializer<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  JacksonTypes(JsonMapper mapper) {
    this.writing = mapper._serializationContext();
    this.reading = mapper._deserializationContext();
  }

  /**
   * Refuses a type whose values Jackson cannot write, or not read as they were.
   *
   * @throws IllegalArgumentException naming it, or the member of it that is at fault
   */
  void requireKept(Class<?> type) {
    if (type.isPrimitive() || type == Object.class || type == Number.class) {
      throw new IllegalArgumentException("type must tell what its values are, was " + type);
    }
    requireValue(type);
    if (type.getTypeParameters().length > 0) {
      throw new IllegalArgumentException(
          "type must have no parameters, of which none would tell what they stand for; let a record"
              + " hold it; was "
              + type.getName());
    }
    try {
      if (writing.isUnknownTypeSerializer(writing.findTypedValueSerializer(type, true))) {
        throw new IllegalArgumentException(
            "type must have members that Jackson can write, was " + type.getName());
      }
      require(root(type));
    } catch (JacksonException failure) {
      throw new IllegalArgumentException(
          "type must be one that Jackson can write and read, was " + type.getName(), failure);
    }
  }

  /** Whether the values are told by their members alone, so that a subclass would be forgotten. */
  boolean isBean(Class<?> type) {
    return root(type) instanceof BeanDeserializerBase;
  }

  private ValueDeserializer<?> root(Class<?> type) {
    return reading.findRootValueDeserializer(reading.constructType(type));
  }

  private static void requireValue(Class<?> type) {
    Streams.refuse(type);
    if (SdkPojo.class.isAssignableFrom(type)) {
      throw new IllegalArgumentException(
          "type must be no model of the SDK's, which SdkCodec writes, was " + type.getName());
    }
  }

  private void require(ValueDeserializer<?> deserializer) {
    if (!seen.add(deserializer)) {
      return;
    }
    if (deserializer instanceof AbstractDeserializer none && !isTold(none.handledType())) {
      throw new IllegalArgumentException(
          "type must be a class, or name those that it may be, was "
              + none.handledType().getName());
    }
    if (deserializer instanceof BeanDeserializerBase bean) {
      if (!bean.getValueInstantiator().canInstantiate()) {
        throw new IllegalArgumentException(
            "type must have a constructor that Jackson can call, was "
                + bean.handledType().getName());
      }
      for (Iterator<SettableBeanProperty> members = bean.properties(); members.hasNext(); ) {
        require(members.next(), bean.handledType());
      }
    }
    if (deserializer instanceof ContainerDeserializerBase<?> container
        && container.getContentDeserializer() != null) {
      requireValue(container.getContentType().getRawClass());
      require(container.getContentDeserializer());
    }
  }

  private void require(SettableBeanProperty member, Class<?> owner) {
    try {
      requireValue(member.getType().getRawClass());
      if (member.hasValueDeserializer() && !member.hasValueTypeDeserializer()) {
        require(member.getValueDeserializer());
      }
    } catch (IllegalArgumentException refused) {
      throw new IllegalArgumentException(
          "member %s of %s: %s".formatted(member.getName(), owner.getName(), refused.getMessage()),
          refused);
    }
  }

  /** Whether annotations say how the bytes tell which class a value is of. */
  private boolean isTold(Class<?> type) {
    return root(type) instanceof TypeWrappedDeserializer;
  }
}
