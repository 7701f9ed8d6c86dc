package io.github.reactoraws.examples.simulator;

import java.util.OptionalLong;
import software.amazon.awssdk.services.s3.model.Bucket;

/** The buckets of one account, spread over its regions. */
final class Buckets {
  private final Account account;
  private final Numbered names;
  private final long key;

  Buckets(Account account) {
    this.account = account;
    this.names = new Numbered(account.id() + "-data-", account.sizes().buckets());
    this.key = Mix.key(account.key(), "bucket");
  }

  long count() {
    return account.sizes().buckets();
  }

  OptionalLong index(String name) {
    return names.index(name);
  }

  String name(long index) {
    return names.name(index);
  }

  String region(long index) {
    return account.regions().get((int) (index % account.regions().size()));
  }

  Bucket get(long index) {
    return Bucket.builder()
        .name(name(index))
        .bucketRegion(region(index))
        .bucketArn("arn:aws:s3:::" + name(index))
        .creationDate(Words.past(Mix.mix(key + index)))
        .build();
  }

  BucketObjects objects(long index) {
    return new BucketObjects(account.sizes().objects(), Mix.mix(key + index));
  }
}
