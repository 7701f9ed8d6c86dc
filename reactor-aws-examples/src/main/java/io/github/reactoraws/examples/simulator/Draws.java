package io.github.reactoraws.examples.simulator;

import java.util.SplittableRandom;

/** Random numbers that depend on nothing but a seed and a call's number. */
final class Draws {
  private static final long ODD = 0x9E3779B97F4A7C15L; // 2^64 over the golden ratio

  private Draws() {}

  /** The numbers of call {@code number}: the same each time they are asked for. */
  static SplittableRandom of(long seed, long number) {
    return new SplittableRandom(new SplittableRandom(seed ^ (number * ODD)).nextLong());
  }
}
