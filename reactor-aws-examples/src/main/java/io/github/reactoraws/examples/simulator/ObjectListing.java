package io.github.reactoraws.examples.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Object;

/** One page of a bucket: objects, and the folders that a delimiter rolls the rest up into. */
final class ObjectListing {
  private final BucketObjects bucket;
  private final String prefix;
  private final String delimiter;
  private final String startAfter;
  private final List<S3Object> objects = new ArrayList<>();
  private final List<CommonPrefix> prefixes = new ArrayList<>();
  private boolean truncated;

  ObjectListing(BucketObjects bucket, ListObjectsV2Request request) {
    this.bucket = bucket;
    this.prefix = orEmpty(request.prefix());
    this.delimiter = orEmpty(request.delimiter());
    this.startAfter = orEmpty(request.startAfter());
  }

  /** Reads up to {@code size} entries, and returns the index at which the next page begins. */
  long read(Optional<Long> offset, int size) {
    long index = offset.orElseGet(this::first);
    long end = bucket.firstBehind(prefix);
    while (index < end && size() < size) {
      String key = bucket.key(index);
      int cut = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
      if (cut < 0) {
        objects.add(bucket.get(index++));
      } else {
        String folder = key.substring(0, cut + delimiter.length());
        prefixes.add(CommonPrefix.builder().prefix(folder).build());
        index = bucket.firstBehind(folder);
      }
    }
    truncated = size > 0 && index < end;
    return index;
  }

  List<S3Object> objects() {
    return objects;
  }

  List<CommonPrefix> prefixes() {
    return prefixes;
  }

  int size() {
    return objects.size() + prefixes.size();
  }

  boolean truncated() {
    return truncated;
  }

  private long first() {
    long afterStart = startAfter.isEmpty() ? 0 : bucket.firstFrom(startAfter + '\0');
    return Math.max(afterStart, bucket.firstFrom(prefix));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
