package io.github.reactoraws.examples.bench;

import java.util.SplittableRandom;

/** Which list is written when: known to who writes and to who checks. */
final class CrashPlan {
  /** How many lists are written at once; each lane writes its own keys, one after another. */
  static final int LANES = 16;

  static final int KEYS = 125; // of a lane

  private static final long ROUND = 1_000_000; // more than a round can write

  private CrashPlan() {}

  static long version(int round, int lane, long count) {
    return round * ROUND + count * LANES + lane;
  }

  /** The list of a version; a higher one of the same key is written later. */
  static StampedList list(long version) {
    int lane = (int) (version % ROUND % LANES);
    return new StampedList(lane, new SplittableRandom(version).nextInt(KEYS), version);
  }
}
