package io.github.reactoraws.examples.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.OptionalLong;

/** The ids of one kind of resource in one place: a keyed bijection between index and id. */
final class Ids {
  private static final int DIGITS = 17; // a 0, then the 16 digits of the mixed index
  private static final byte[] HEX = "0123456789abcdef".getBytes(ISO_8859_1);

  private final String prefix;
  private final long key;
  private final long count;

  Ids(String prefix, long key, long count) {
    this.prefix = prefix;
    this.key = key;
    this.count = count;
  }

  /** The id of the resource at {@code index}, such as {@code i-0c2b9e6f41d07a853}. */
  String id(long index) {
    int start = prefix.length();
    byte[] id = new byte[start + DIGITS];
    for (int i = 0; i < start; i++) {
      id[i] = (byte) prefix.charAt(i);
    }
    id[start] = '0';
    long word = word(index);
    for (int i = start + DIGITS - 1; i > start; i--) {
      id[i] = HEX[(int) word & 0xf];
      word >>>= 4;
    }
    return new String(id, ISO_8859_1);
  }

  /** The index of {@code id}, or nothing when no such resource exists. */
  OptionalLong index(String id) {
    int start = prefix.length();
    if (!wellFormed(id) || id.length() != start + DIGITS || id.charAt(start) != '0') {
      return OptionalLong.empty();
    }
    return index(Long.parseUnsignedLong(id, start + 1, id.length(), 16));
  }

  /** The index whose {@link #word} this is, or nothing when no such resource exists. */
  OptionalLong index(long word) {
    long index = Mix.unmix(word) - key;
    return index >= 0 && index < count ? OptionalLong.of(index) : OptionalLong.empty();
  }

  /** Whether {@code id} could be one of this kind: AWS has ids of 8 and of 17 digits. */
  boolean wellFormed(String id) {
    int digits = id.length() - prefix.length();
    if (!id.startsWith(prefix) || (digits != 8 && digits != DIGITS)) {
      return false;
    }
    for (int i = prefix.length(); i < id.length(); i++) {
      char digit = id.charAt(i);
      if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
        return false;
      }
    }
    return true;
  }

  /** The 64 bits that the id spells. */
  long word(long index) {
    return Mix.mix(index + key);
  }

  /** 64 bits from which the resource's properties are drawn; they do not show in its id. */
  long bits(long index) {
    return Mix.mix(~word(index));
  }
}
