package io.github.reactoraws.cache.codec;

import java.util.List;

/**
 * Turns values into bytes and back, some at a time: what they have in common is written once.
 *
 * <p>Thread-safe. What {@link #decode} returns equals what was encoded, as far as the codec says
 * so.
 *
 * @param <T> the values
 */
public interface Codec<T> {

  /**
   * Names the format of the bytes and the class of the values. Who stores values stores it too, so
   * that what was written as one is never read as another.
   *
   * @return a name with a version, such as {@code sdk-2 software.amazon.awssdk.….Instance}
   */
  String format();

  /**
   * Encodes values.
   *
   * @param values none of them {@code null}
   * @return the bytes of all, whose array is the caller's
   * @throws CodecException if one cannot be encoded
   */
  byte[] encode(List<? extends T> values);

  /**
   * Decodes what {@link #encode} has written.
   *
   * @param bytes all that it wrote; left unchanged
   * @return the values, in their order; unmodifiable
   * @throws CodecException if the bytes are not such
   */
  List<T> decode(byte[] bytes);
}
