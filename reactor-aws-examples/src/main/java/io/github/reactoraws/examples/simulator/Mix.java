package io.github.reactoraws.examples.simulator;

/**
 * Scatters numbers: the finaliser of SplitMix64 (Steele, Lea and Flood, "Fast splittable
 * pseudorandom number generators", OOPSLA 2014; constants by Stafford, variant 13). It is a
 * bijection on 64 bits, so an id made of a mixed index leads back to the index by arithmetic.
 */
final class Mix {
  private static final long FIRST = 0xbf58476d1ce4e5b9L;
  private static final long SECOND = 0x94d049bb133111ebL;
  private static final long FIRST_INVERSE = inverse(FIRST);
  private static final long SECOND_INVERSE = inverse(SECOND);

  private Mix() {}

  static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * FIRST;
    mixed = (mixed ^ (mixed >>> 27)) * SECOND;
    return mixed ^ (mixed >>> 31);
  }

  /** The value that {@link #mix} turned into {@code mixed}. */
  static long unmix(long mixed) {
    long value = unshift(mixed, 31) * SECOND_INVERSE;
    value = unshift(value, 27) * FIRST_INVERSE;
    return unshift(value, 30);
  }

  /** A key for {@code name} that differs from that of any other name and of any other key. */
  static long key(long key, String name) {
    long hash = mix(key);
    for (int i = 0; i < name.length(); i++) {
      hash = mix(hash + name.charAt(i));
    }
    return hash;
  }

  /** A number from 0 to {@code bound} - 1, evenly drawn from the high bits of {@code bits}. */
  static int below(int bound, long bits) {
    return (int) (((bits >>> 33) * bound) >>> 31);
  }

  /** A number from 0 inclusive to 1 exclusive. */
  static double fraction(long bits) {
    return (bits >>> 11) * 0x1.0p-53;
  }

  /** Undoes {@code x ^ x >>> shift} for a shift of at least 22. */
  private static long unshift(long shifted, int shift) {
    return shifted ^ (shifted >>> shift) ^ (shifted >>> (2 * shift));
  }

  /**
   * The inverse of an odd number modulo 2^64, by Newton's iteration: each round doubles the bits.
   */
  private static long inverse(long odd) {
    long inverse = odd; // right in the lowest 3 bits
    for (int round = 0; round < 5; round++) {
      inverse *= 2 - odd * inverse;
    }
    return inverse;
  }
}
