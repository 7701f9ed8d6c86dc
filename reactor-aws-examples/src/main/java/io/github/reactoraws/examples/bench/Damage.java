package io.github.reactoraws.examples.bench;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** What can happen to a file. */
enum Damage {
  /** One to eight bytes are others. */
  FLIPPED_BYTES {
    @Override
    byte[] done(byte[] good, SplittableRandom random) {
      byte[] bad = good.clone();
      for (int left = random.nextInt(1, 9); left > 0; left--) {
        bad[random.nextInt(bad.length)] ^= (byte) random.nextInt(1, 256);
      }
      return bad;
    }
  },
  /** The end is missing. */
  TRUNCATION {
    @Override
    byte[] done(byte[] good, SplittableRandom random) {
      return Arrays.copyOf(good, random.nextInt(good.length));
    }
  },
  /** A block is all zeros. */
  ZEROED_BLOCK {
    @Override
    byte[] done(byte[] good, SplittableRandom random) {
      byte[] bad = good.clone();
      int from = block(good, random);
      Arrays.fill(bad, from, Math.min(bad.length, from + BLOCK), (byte) 0);
      return bad;
    }
  },
  /** Two blocks are each where the other was. */
  SWAPPED_BLOCKS {
    @Override
    byte[] done(byte[] good, SplittableRandom random) {
      byte[] bad = good.clone();
      int one = block(good, random);
      int other = block(good, random);
      int length = Math.min(BLOCK, good.length - Math.max(one, other));
      System.arraycopy(good, one, bad, other, length);
      System.arraycopy(good, other, bad, one, length);
      return bad;
    }
  };

  private static final int BLOCK = 4_096; // bytes

  static Damage anyOf(SplittableRandom random) {
    List<Damage> all = List.of(values());
    return all.get(random.nextInt(all.size()));
  }

  /** A copy that is damaged. */
  abstract byte[] done(byte[] good, SplittableRandom random);

  private static int block(byte[] file, SplittableRandom random) {
    return BLOCK * random.nextInt((file.length + BLOCK - 1) / BLOCK);
  }
}
