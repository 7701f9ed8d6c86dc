package io.github.reactoraws.cache.key;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** One part of a path: plain characters, and all others as percent signs and bytes of UTF-8. */
final class KeyPart {
  private static final String MARKS = "-._:=@+,";
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private KeyPart() {}

  /**
   * Refuses a part that is blank.
   *
   * @throws IllegalArgumentException naming it
   */
  static void requireText(String name, String part) {
    if (Objects.requireNonNull(part, name).isBlank()) {
      throw new IllegalArgumentException(name + " must not be blank, was \"" + part + "\"");
    }
  }

  /** Whether a character stands for itself. */
  static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || MARKS.indexOf(c) >= 0;
  }

  /** The text with all other characters encoded; one part has one encoding. */
  static String encoded(String text) {
    StringBuilder encoded = new StringBuilder(text.length() + 8);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 0x80 && isPlain(c)) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX[c >> 4]).append(HEX[c & 0xf]);
      }
    }
    return encoded.toString();
  }
}
