package io.github.reactoraws.examples;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** One account in one region: what a client speaks to. */
record Place(Account account, String region) {
  private static final Map<String, String> PARTITIONS = new ConcurrentHashMap<>(); // by region

  /** What the region's ARNs begin with, such as {@code aws} or {@code aws-cn}. */
  String partition() {
    return PARTITIONS.computeIfAbsent( // when asked for: it loads what AWS has everywhere
        region, id -> PartitionMetadata.of(Region.of(id)).id());
  }

  /** An ARN of this place, such as {@code arn:aws:ec2:us-east-1:111122223333:instance/i-1}. */
  String arn(String service, String resource) {
    return String.join(":", "arn", partition(), service, region, account.id(), resource);
  }
}
