package io.github.reactoraws.examples;

import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * One account in one region: what a client speaks to.
 *
 * @param partition what the region's ARNs begin with, such as {@code aws} or {@code aws-cn}
 */
record Place(Account account, String region, String partition) {

  Place(Account account, String region) {
    this(account, region, PartitionMetadata.of(Region.of(region)).id());
  }

  /** An ARN of this place, such as {@code arn:aws:ec2:us-east-1:111122223333:instance/i-1}. */
  String arn(String service, String resource) {
    return String.join(":", "arn", partition, service, region, account.id(), resource);
  }
}
