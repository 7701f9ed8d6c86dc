package io.github.reactoraws.examples.bench;

import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.key.CacheScope;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * What an account gets from EC2 in a region: each row says whose it is, of where, and what for.
 *
 * @param account who asks
 * @param region where
 * @param number what for: the only thing that requests of one operation differ in
 */
record OwnedRows(String account, String region, int number) {
  private static final String OWNER = "owner";
  private static final int MOST_ROWS = 60;

  private CacheScope scope() {
    return new CacheScope("aws", CacheScope.UNKNOWN, CacheScope.UNKNOWN, region, "ec2", "")
        .calledBy("arn:aws:iam::" + account + ":user/ops");
  }

  private String stamp(String operation) {
    return String.join("/", account, region, operation, "" + number);
  }

  private Tag tag(String operation) {
    return Tag.builder().key(OWNER).value(stamp(operation)).build();
  }

  /** How many rows each of its lists has. */
  int size() {
    return 1
        + Math.floorMod(31 * (31 * account.hashCode() + region.hashCode()) + number, MOST_ROWS);
  }

  CacheKey instancesKey() {
    Filter filter = Filter.builder().name("tag:number").values("" + number).build();
    return CacheKey.of(scope(), DescribeInstancesRequest.builder().filters(filter).build());
  }

  List<Instance> instances() {
    return IntStream.range(0, size())
        .mapToObj(n -> Instance.builder().instanceId("i-" + n).tags(tag("instances")).build())
        .toList();
  }

  boolean owns(Instance row) {
    return row.tags().equals(List.of(tag("instances")));
  }

  CacheKey volumesKey() {
    Filter filter = Filter.builder().name("tag:number").values("" + number).build();
    return CacheKey.of(scope(), DescribeVolumesRequest.builder().filters(filter).build());
  }

  List<Volume> volumes() {
    return IntStream.range(0, size())
        .mapToObj(n -> Volume.builder().volumeId("vol-" + n).tags(tag("volumes")).build())
        .toList();
  }

  boolean owns(Volume row) {
    return row.tags().equals(List.of(tag("volumes")));
  }

  CacheKey imageKey() {
    return CacheKey.of(scope(), DescribeImagesRequest.builder().imageIds("ami-" + number).build());
  }

  Image image() {
    return Image.builder().ownerId(account).description(stamp("image")).build();
  }

  boolean owns(Image row) {
    return account.equals(row.ownerId()) && stamp("image").equals(row.description());
  }

  CacheKey vpcKey() {
    return CacheKey.of(scope(), DescribeVpcsRequest.builder().vpcIds("vpc-" + number).build());
  }

  Vpc vpc() {
    return Vpc.builder().ownerId(account).tags(tag("vpc")).build();
  }

  boolean owns(Vpc row) {
    return account.equals(row.ownerId()) && row.tags().equals(List.of(tag("vpc")));
  }
}
