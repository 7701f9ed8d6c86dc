package io.github.reactoraws.examples.simulator;

import java.time.LocalDate;
import java.util.HexFormat;
import software.amazon.awssdk.services.s3.model.ObjectStorageClass;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The objects of one bucket, in the order of their keys: a folder a team, in it a folder a day, in
 * it a hundred parts, such as {@code billing/2020-01-31/part-00042.json}.
 *
 * @param count how many
 * @param key the secret of their sizes
 */
record BucketObjects(long count, long key) {
  private static final HexFormat HEX = HexFormat.of();
  private static final LocalDate FIRST_DAY = LocalDate.of(2015, 1, 1);
  private static final int PARTS = 100;

  String key(long index) {
    long perTeam = (count - 1) / Words.TEAMS.size() + 1;
    long inTeam = index % perTeam;
    return Words.TEAMS.get((int) (index / perTeam))
        + "/"
        + FIRST_DAY.plusDays(inTeam / PARTS)
        + "/part-"
        + Numbered.padded(inTeam % PARTS, 5)
        + ".json";
  }

  S3Object get(long index) {
    long bits = Mix.mix(key + index);
    return S3Object.builder()
        .key(key(index))
        .size((long) Mix.below(50_000_000, bits))
        .eTag("\"" + HEX.toHexDigits(bits) + HEX.toHexDigits(Mix.mix(bits)) + "\"")
        .lastModified(Words.past(bits))
        .storageClass(ObjectStorageClass.STANDARD)
        .build();
  }

  /** The index of the first key that is not before {@code text}, by halving: keys are sorted. */
  long firstFrom(String text) {
    long low = 0;
    long high = count;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (key(middle).compareTo(text) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The index of the first key after all that begin with {@code prefix}. */
  long firstBehind(String prefix) {
    return firstFrom(prefix + Character.MAX_VALUE);
  }
}
