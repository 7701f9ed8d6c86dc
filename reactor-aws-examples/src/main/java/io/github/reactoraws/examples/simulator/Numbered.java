package io.github.reactoraws.examples.simulator;

import java.util.OptionalLong;

/** Names that carry their index, such as {@code worker-00042}; they sort by index up to 99,999. */
record Numbered(String prefix, long count) {
  private static final int DIGITS = 5;

  String name(long index) {
    return prefix + padded(index, DIGITS);
  }

  /** The index of {@code name}, or nothing when no such thing exists. */
  OptionalLong index(String name) {
    int digits = name.length() - prefix.length();
    if (!name.startsWith(prefix) || digits < DIGITS || digits > 18) {
      return OptionalLong.empty();
    }
    for (int i = prefix.length(); i < name.length(); i++) {
      if (name.charAt(i) < '0' || name.charAt(i) > '9') {
        return OptionalLong.empty();
      }
    }
    long index = Long.parseLong(name, prefix.length(), name.length(), 10);
    return index < count && name(index).equals(name)
        ? OptionalLong.of(index)
        : OptionalLong.empty();
  }

  static String padded(long number, int digits) {
    String plain = Long.toString(number);
    return plain.length() >= digits ? plain : "0".repeat(digits - plain.length()) + plain;
  }
}
