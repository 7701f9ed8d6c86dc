package io.github.reactoraws.examples.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final long SECOND = 1_000_000_000;

  private final TokenBucket bucket = new TokenBucket(100, 20, 0);

  @Test
  void fullBucket_givesItsCapacityAtOnce() {
    assertThat(taken(bucket, 1_000, 0)).isEqualTo(100);
  }

  @Test
  void emptyBucket_refillsByTheSecond() {
    taken(bucket, 100, 0);
    assertThat(bucket.tryTake(SECOND / 20 - 1)).isFalse();
    assertThat(bucket.tryTake(SECOND / 20)).isTrue();
    assertThat(taken(bucket, 1_000, SECOND)).isEqualTo(19);
  }

  @Test
  void idleBucket_fillsNoFurtherThanItsCapacity() {
    taken(bucket, 100, 0);
    assertThat(taken(bucket, 1_000, 3600 * SECOND)).isEqualTo(100);
  }

  @Test
  void clockThatOverflows_changesNothing() {
    long begin = Long.MAX_VALUE - SECOND / 2;
    TokenBucket late = new TokenBucket(2, 1, begin);
    assertThat(taken(late, 5, begin)).isEqualTo(2);
    assertThat(taken(late, 5, begin + SECOND)).isEqualTo(1);
  }

  private static int taken(TokenBucket bucket, int tries, long now) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      taken += bucket.tryTake(now) ? 1 : 0;
    }
    return taken;
  }
}
