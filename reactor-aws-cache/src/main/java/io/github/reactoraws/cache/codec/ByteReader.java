package io.github.reactoraws.cache.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads what a {@link ByteWriter} has written; never beyond the end, nor more than there can be.
 */
final class ByteReader {
  private final byte[] bytes;
  private int position;
  private final List<String> numbered = new ArrayList<>();

  ByteReader(byte[] bytes) {
    this.bytes = bytes;
  }

  int octet() {
    require(1);
    return bytes[position++] & 0xff;
  }

  /** How many follow, of which each takes a byte at least. */
  int count() {
    return fitting(unsigned(), bytes.length - position);
  }

  /** A size of things, of which each takes a bit at least. */
  int sizeInBits(int size) {
    return fitting(size, 8L * (bytes.length - position));
  }

  private int fitting(long number, long most) {
    if (number < 0 || number > most) {
      throw new CodecException(
          number + " things cannot be in " + (bytes.length - position) + " bytes");
    }
    return (int) number;
  }

  /** A number that is less than {@code bound}. */
  int index(int bound) {
    long value = unsigned();
    if (value < 0 || value >= bound) {
      throw new CodecException("number " + value + " is not below " + bound);
    }
    return (int) value;
  }

  long number() {
    long value = unsigned();
    return (value >>> 1) ^ -(value & 1);
  }

  long fixed() {
    require(Long.BYTES);
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = value << 8 | (bytes[position++] & 0xff);
    }
    return value;
  }

  byte[] blob() {
    int length = count();
    position += length;
    return Arrays.copyOfRange(bytes, position - length, position);
  }

  int position() {
    return position;
  }

  /** Whether {@code expected} stands at a position. */
  boolean isAt(int start, byte[] expected) {
    return expected.length <= bytes.length - start
        && Arrays.equals(bytes, start, start + expected.length, expected, 0, expected.length);
  }

  void skip(int length) {
    require(length);
    position += length;
  }

  String string() {
    long header = unsigned();
    if ((header & 1) == 1) {
      return numbered.get(Math.toIntExact(header >>> 1));
    }
    int length = Math.toIntExact(header >>> 1);
    require(length);
    String value = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    if (Strings.isNumbered(length, numbered.size())) {
      numbered.add(value);
    }
    return value;
  }

  void requireEnd() {
    if (position != bytes.length) {
      throw new CodecException((bytes.length - position) + " bytes are left over");
    }
  }

  private void require(int length) {
    if (length < 0 || length > bytes.length - position) {
      throw new CodecException("needs " + length + " bytes, has " + (bytes.length - position));
    }
  }

  private long unsigned() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = octet();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new CodecException("a number of more than ten bytes");
  }
}
