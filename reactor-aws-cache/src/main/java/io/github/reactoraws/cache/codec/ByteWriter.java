package io.github.reactoraws.cache.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Bytes that grow: numbers as base 128 varints, strings as UTF-8, short ones that repeat once. */
final class ByteWriter {

  /*
   * A string is the varint 2 * length and its bytes, or 2 * n + 1 for the n-th of those that were
   * written before. What is worth a number, writer and reader count alike: see Strings.
   */

  private static final int LARGEST = Integer.MAX_VALUE - 8; // array that a JVM is sure to have

  private byte[] bytes = new byte[1024];
  private int size;
  private final Map<String, Integer> numbers = new HashMap<>();

  void octet(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  /** A number that is not negative. */
  void count(int value) {
    unsigned(value);
  }

  /** A number of either sign; small ones are short. */
  void number(long value) {
    unsigned((value << 1) ^ (value >> 63));
  }

  void fixed(long value) {
    reserve(Long.BYTES);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  void blob(byte[] value) {
    count(value.length);
    raw(value);
  }

  /** Bytes without their length. */
  void raw(byte[] value) {
    reserve(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  /** A text that is written in full and gets no number. */
  void name(String value) {
    blob(value.getBytes(StandardCharsets.UTF_8));
  }

  void string(String value) {
    Integer number = Strings.mayBeNumbered(value) ? numbers.get(value) : null;
    if (number != null) {
      unsigned(2L * number + 1);
      return;
    }
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    unsigned(2L * text.length);
    raw(text);
    if (Strings.isNumbered(text.length, numbers.size())) {
      numbers.put(value, numbers.size());
    }
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  private void unsigned(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  private void reserve(int more) {
    long needed = (long) size + more;
    if (needed > LARGEST) {
      throw new CodecException("values of more than 2 GiB cannot be encoded together");
    }
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(2L * bytes.length, LARGEST)));
    }
  }
}
