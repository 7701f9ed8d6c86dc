package io.github.reactoraws.cache.codec;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Values that are no models of the SDK's, as JSON in UTF-8: records, beans, strings, numbers and
 * whatever else Jackson 3 writes and reads. Needs {@code tools.jackson.core:jackson-databind}.
 *
 * <p>What comes back equals what went in as far as Jackson's rules and the annotations of the class
 * say so; a getter without a setter, or a field without either, is left out. Reading is strict: a
 * name that the class has no longer, a number where text is due, a fraction for a whole number or
 * anything behind the end is refused. What the class gained since is {@code null} or zero.
 *
 * <p><b>Bounds:</b> values nest 500 deep and numbers have 1,000 digits at most; the latter is found
 * out by {@link #decode}. Thread-safe.
 *
 * @param <T> the values
 */
public final class JacksonCodec<T> implements Codec<T> {
  private static final String FORMAT = "jackson-1 ";

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(Integer.MAX_VALUE) // what was written is read again
                          .maxNameLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .enable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(MapperFeature.REQUIRE_SETTERS_FOR_GETTERS) // what is not read is not written
          .withCoercionConfig(LogicalType.Textual, JacksonCodec::refuseScalars)
          .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
          .disable(
              DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE, // else all zones become UTC
              DateTimeFeature.NORMALIZE_DESERIALIZED_ZONE_ID)
          .build();

  private final Class<T> type;
  private final boolean exact; // no subclasses, of which nothing would tell that they are such
  private final String format;
  private final ObjectWriter writer;
  private final ObjectReader reader;

  private JacksonCodec(Class<T> type, boolean exact) {
    this.type = type;
    this.exact = exact;
    this.format = FORMAT + type.getName();
    JavaType list = MAPPER.getTypeFactory().constructCollectionType(List.class, type);
    this.writer = MAPPER.writerFor(list);
    this.reader = MAPPER.readerFor(list);
  }

  /**
   * Makes the codec of a class.
   *
   * @param type a class that Jackson can write and read; not one with type parameters, since their
   *     values are not known: a record may hold those
   * @return its codec
   * @param <T> the class
   * @throws IllegalArgumentException if Jackson cannot write or read {@code type} or what it holds,
   *     or one of these is a stream or a model of the SDK's; the message says which
   */
  public static <T> JacksonCodec<T> of(Class<T> type) {
    JacksonTypes types = new JacksonTypes(MAPPER);
    types.requireKept(Objects.requireNonNull(type, "type"));
    return new JacksonCodec<>(type, types.isBean(type));
  }

  private static void refuseScalars(MutableCoercionConfig text) {
    text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }

  @Override
  public String format() {
    return format;
  }

  @Override
  public byte[] encode(List<? extends T> values) {
    for (T value : values) {
      if (exact && Objects.requireNonNull(value, "values").getClass() != type) {
        throw new CodecException(
            "values must be of %s itself, was %s"
                .formatted(type.getName(), value.getClass().getName()));
      }
      Objects.requireNonNull(value, "values");
    }
    try {
      return writer.writeValueAsBytes(values);
    } catch (JacksonException failure) {
      throw new CodecException("Jackson cannot write a " + type.getName(), failure);
    }
  }

  @Override
  public List<T> decode(byte[] bytes) {
    List<@Nullable T> values;
    try {
      values = reader.readValue(bytes);
    } catch (JacksonException malformed) {
      throw new CodecException("these bytes are no " + type.getName(), malformed);
    }
    if (values == null) {
      throw new CodecException("these bytes are no list of " + type.getName());
    }
    for (@Nullable T value : values) {
      if (value == null) {
        throw new CodecException("a " + type.getName() + " is missing: it is null");
      }
    }
    return Collections.unmodifiableList(values);
  }
}
