package io.github.reactoraws.cache.codec;

/** Which strings are worth a number, by which they are named from then on. */
final class Strings {
  private static final int LONGEST = 64; // bytes
  private static final int MOST = 8_192;

  private Strings() {}

  /** Whether a string may have a number, by its chars, which are no more than its bytes. */
  static boolean mayBeNumbered(String value) {
    return !value.isEmpty() && value.length() <= LONGEST;
  }

  /** Whether a string of so many bytes is given a number, where so many have one. */
  static boolean isNumbered(int length, int numbered) {
    return length > 1 && length <= LONGEST && numbered < MOST;
  }
}
