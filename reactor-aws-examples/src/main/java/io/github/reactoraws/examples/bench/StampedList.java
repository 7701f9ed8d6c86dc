package io.github.reactoraws.examples.bench;

import io.github.reactoraws.cache.codec.Codec;
import io.github.reactoraws.cache.codec.SdkCodec;
import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.tier.CacheTier;
import io.github.reactoraws.cache.tier.EntryTimes;
import io.github.reactoraws.cache.tier.ListWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * A list whose rows all follow from its key and its version, and name both: so each can be told
 * from the row of any other list, and from one that is broken.
 *
 * <p>Most lists have a few pages of some kilobytes; one of a hundred has a page of more than a
 * megabyte, which no tier writes as one row.
 *
 * @param group the part of the key that globs can take
 * @param number its number in the group
 * @param version which of the lists that this key has one after another
 */
record StampedList(int group, int number, long version) {
  static final Codec<Tag> CODEC = SdkCodec.of(Tag.class);

  private static final EntryTimes TIMES =
      new EntryTimes(Duration.ZERO, Duration.ofMillis(5), Duration.ofDays(1));
  private static final Pattern STAMP = Pattern.compile("(\\d+)/(\\d+)/(\\d+)/\\d+/\\d+");
  private static final int MOST_PAGES = 5;
  private static final int MOST_ROWS = 40;
  private static final int MOST_BYTES = 200; // of a row
  private static final int LARGE = 100; // one of so many is
  private static final int LARGE_BYTES = 40_000;

  static CacheKey key(int group, int number) {
    return CacheKey.of("stamped", "g" + group, "n" + number);
  }

  /** The list that a row says it is of, if it says so. */
  static Optional<StampedList> of(Tag row) {
    Matcher stamp = STAMP.matcher(String.valueOf(row.key()));
    return stamp.matches()
        ? Optional.of(
            new StampedList(
                Integer.parseInt(stamp.group(1)),
                Integer.parseInt(stamp.group(2)),
                Long.parseLong(stamp.group(3))))
        : Optional.empty();
  }

  List<List<Tag>> pages() {
    SplittableRandom random =
        new SplittableRandom(31 * (31 * (31L * group + number) + version) + 7);
    boolean large = number % LARGE == LARGE - 1;
    int count = 1 + random.nextInt(MOST_PAGES);
    List<List<Tag>> pages = new ArrayList<>(count);
    for (int page = 0; page < count; page++) {
      boolean largest = large && page == 0;
      int rows = largest ? MOST_ROWS : 1 + random.nextInt(MOST_ROWS);
      List<Tag> tags = new ArrayList<>(rows);
      for (int row = 0; row < rows; row++) {
        byte[] bytes = new byte[largest ? LARGE_BYTES : random.nextInt(MOST_BYTES)];
        random.nextBytes(bytes);
        tags.add(
            Tag.builder()
                .key("%d/%d/%d/%d/%d".formatted(group, number, version, page, row))
                .value(Base64.getEncoder().encodeToString(bytes))
                .build());
      }
      pages.add(tags);
    }
    return pages;
  }

  /** Completes when a tier has it. */
  Mono<Void> writeTo(CacheTier tier) {
    return Mono.defer(
        () -> {
          ListWriter<Tag> writer = tier.write(key(group, number), CODEC);
          return Flux.fromIterable(pages())
              .concatMap(writer::append)
              .then(Mono.defer(() -> writer.commit(TIMES)))
              .doOnError(failed -> writer.abandon())
              .doOnSuccess(done -> writer.release());
        });
  }
}
