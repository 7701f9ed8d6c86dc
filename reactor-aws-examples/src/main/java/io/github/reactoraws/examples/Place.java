package io.github.reactoraws.examples;

import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** One account in one region: what a client speaks to. */
record Place(Account account, String region) {

  /** What the region's ARNs begin with, such as {@code aws} or {@code aws-cn}. */
  String partition() {
    return PartitionMetadata.of(Region.of(region)).id(); // late: it loads what AWS has everywhere
  }

  /** An ARN of this place, such as {@code arn:aws:ec2:us-east-1:111122223333:instance/i-1}. */
  String arn(String service, String resource) {
    return String.join(":", "arn", partition(), service, region, account.id(), resource);
  }
}
