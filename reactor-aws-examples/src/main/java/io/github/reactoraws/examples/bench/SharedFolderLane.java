package io.github.reactoraws.examples.bench;

import io.github.reactoraws.cache.key.KeyPattern;
import io.github.reactoraws.cache.tier.CacheTier;
import io.github.reactoraws.examples.bench.SharedFolderCounts.What;
import java.util.SplittableRandom;
import reactor.core.publisher.Mono;

/**
 * Writes, finds and invalidates the lists of one group, one after another, while another process
 * does the same with the same keys.
 *
 * <p>What it finds was written by one of the two. If by itself, then it is what it has written
 * last, and not before an invalidation that is done.
 */
final class SharedFolderLane {
  static final int PROCESSES = 2;

  private static final int KEYS = 40;
  private static final int FINDS = 60; // of a hundred operations
  private static final int WRITES = 37;

  private final CacheTier tier;
  private final int process;
  private final int group;
  private final SplittableRandom random;
  private final SharedFolderCounts counts;
  private final long[] last = new long[KEYS]; // version that was written by this process
  private long version;
  private int done;

  SharedFolderLane(
      CacheTier tier, int process, int group, SplittableRandom random, SharedFolderCounts counts) {
    this.tier = tier;
    this.process = process;
    this.group = group;
    this.random = random;
    this.counts = counts;
    this.version = process;
  }

  /** Does one thing, chosen at random. */
  Mono<Void> next() {
    done++;
    int number = random.nextInt(KEYS);
    int what = random.nextInt(100);
    return what < FINDS ? find(number) : what < FINDS + WRITES ? write(number) : invalidate();
  }

  /** How many things it has done, or begun. */
  int done() {
    return done;
  }

  private Mono<Void> find(int number) {
    count(What.LOOKED_FOR);
    return Sighting.of(tier, group, number).doOnNext(seen -> judge(seen, number)).then();
  }

  private void judge(Sighting seen, int number) {
    switch (seen.kind()) {
      case RIGHT -> {
        count(What.FOUND);
        if (seen.version() % PROCESSES != process) {
          count(What.FOUND_OF_OTHER);
        } else if (seen.version() != last[number]) {
          count(What.STALE);
        }
      }
      case LOST -> count(What.LOST);
      case WRONG -> count(What.WRONG);
      case ABSENT -> {}
    }
  }

  private Mono<Void> write(int number) {
    count(What.WRITTEN);
    version += PROCESSES;
    last[number] = version;
    return new StampedList(group, number, version).writeTo(tier);
  }

  /** Some of the lane's keys, or all. */
  private Mono<Void> invalidate() {
    count(What.INVALIDATIONS);
    int digit = random.nextInt(11);
    String glob = "~stamped/g" + group + (digit == 10 ? "/**" : "/n*" + digit);
    KeyPattern pattern = KeyPattern.of(glob);
    return tier.invalidate(pattern)
        .doOnNext(
            gone -> {
              for (int number = 0; number < KEYS; number++) {
                if (pattern.matches(StampedList.key(group, number).path())) {
                  last[number] = 0;
                }
              }
            })
        .then();
  }

  private void count(What what) {
    counts.add(what, 1);
  }
}
