package io.github.reactoraws.cache.codec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Any model of any SDK service as compact bytes, by the schema that it carries in {@link
 * SdkPojo#sdkFields()}; no mapping code is needed.
 *
 * <p>What comes back equals what went in, but for a response's metadata and its HTTP response,
 * which are not part of the schema and are left out. Names of fields are written once for all
 * values together, and so are short strings that repeat. Bytes written with another version of a
 * service's model are read as far as both know a member: what was lost is passed over, what was
 * gained is absent, and so is a member whose type has changed.
 *
 * <p><b>Bounds:</b> models nest 200 deep at most. Thread-safe.
 *
 * @param <T> the model class
 */
public final class SdkCodec<T extends SdkPojo> implements Codec<T> {
  private static final String FORMAT = "sdk-2 ";

  private final Class<T> type;
  private final SdkShape shape;
  private final String format;

  private SdkCodec(Class<T> type, SdkShape shape) {
    this.type = type;
    this.shape = shape;
    this.format = FORMAT + type.getName();
  }

  /**
   * Makes the codec of a model class.
   *
   * @param type a class of the SDK's with fields and a builder, such as {@code Instance}
   * @return its codec
   * @param <T> the class
   * @throws IllegalArgumentException if {@code type} has no builder, names not all of its members,
   *     is an exception, or is an event of an event stream, such as {@code RecordsEvent} of S3's
   */
  public static <T extends SdkPojo> SdkCodec<T> of(Class<T> type) {
    Streams.refuse(Objects.requireNonNull(type, "type"));
    return new SdkCodec<>(type, SdkShape.of(type));
  }

  @Override
  public String format() {
    return format;
  }

  @Override
  public byte[] encode(List<? extends T> values) {
    ByteWriter out = new ByteWriter();
    out.count(values.size());
    SdkEncoder encoder = new SdkEncoder(out);
    for (T value : values) {
      encoder.encode(Objects.requireNonNull(value, "values"), shape);
    }
    return out.toByteArray();
  }

  @Override
  public List<T> decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    try {
      int count = in.count();
      List<T> values = new ArrayList<>(count);
      SdkDecoder decoder = new SdkDecoder(in);
      for (int i = 0; i < count; i++) {
        values.add(type.cast(decoder.decode(shape)));
      }
      in.requireEnd();
      return Collections.unmodifiableList(values);
    } catch (RuntimeException malformed) {
      throw malformed instanceof CodecException known
          ? known
          : new CodecException("these bytes are no " + type.getName(), malformed);
    }
  }
}
