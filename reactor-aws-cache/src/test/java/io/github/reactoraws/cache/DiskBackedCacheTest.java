package io.github.reactoraws.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.key.CacheScope;
import io.github.reactoraws.cache.key.KeyPattern;
import io.github.reactoraws.cache.tier.disk.DiskTier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Instance;

/** A cache over a real disk tier: what a second run, and a new process, would see. */
class DiskBackedCacheTest {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final CachePolicy POLICY = CachePolicy.fresh(Duration.ofHours(1));
  private static final CacheScope NOBODY =
      new CacheScope("aws", CacheScope.UNKNOWN, CacheScope.UNKNOWN, "us-east-1", "ec2", "");
  private static final CacheKey KEY = key("111122223333");

  @TempDir private Path folder;
  private final AtomicInteger loads = new AtomicInteger();

  private static CacheKey key(String account) {
    return CacheKey.of(
        NOBODY.calledBy("arn:aws:iam::" + account + ":user/ops"),
        DescribeInstancesRequest.builder().maxResults(1_000).build());
  }

  private TieredCache open(long memory) {
    return TieredCache.builder().memory(memory).tier(DiskTier.builder(folder).build()).build();
  }

  private Flux<Instance> instances(TieredCache cache, CacheKey key, int count) {
    return Flux.range(0, count)
        .map(n -> Instance.builder().instanceId("i-" + n).imageId("ami-" + n % 7).build())
        .doOnSubscribe(any -> loads.incrementAndGet())
        .transform(cache.cachedList(key, Instance.class, POLICY));
  }

  private static List<String> ids(Flux<Instance> instances) {
    return instances.map(Instance::instanceId).collectList().blockOptional(LONGEST).orElseThrow();
  }

  private static List<String> ids(int count) {
    return IntStream.range(0, count).mapToObj(n -> "i-" + n).toList();
  }

  @Test
  void anotherRun_loadsNothing() {
    for (int run = 0; run < 3; run++) {
      try (TieredCache cache = open(64 << 20)) {
        assertThat(ids(instances(cache, KEY, 3_000))).isEqualTo(ids(3_000));
      }
    }
    assertThat(loads).hasValue(1);
  }

  @Test
  void largerThanMemory_isReplayedPageByPage() {
    for (int run = 0; run < 3; run++) {
      try (TieredCache cache = open(64 << 10)) {
        assertThat(ids(instances(cache, KEY, 20_000).limitRate(10))).isEqualTo(ids(20_000));
      }
    }
    assertThat(loads).hasValue(1);
  }

  @Test
  void anotherAccount_seesNothingOfIt() {
    try (TieredCache cache = open(64 << 20)) {
      ids(instances(cache, KEY, 10));
      assertThat(ids(instances(cache, key("444455556666"), 3))).isEqualTo(ids(3));
    }
    assertThat(loads).hasValue(2);
  }

  @Test
  void unknownCaller_staysInMemory() {
    CacheKey nobodys = CacheKey.of(NOBODY, DescribeInstancesRequest.builder().build());
    try (TieredCache cache = open(64 << 20)) {
      ids(instances(cache, nobodys, 5));
      ids(instances(cache, nobodys, 5));
    }
    assertThat(loads).hasValue(1);
    try (TieredCache cache = open(64 << 20)) {
      ids(instances(cache, nobodys, 5));
    }
    assertThat(loads).hasValue(2);
  }

  @Test
  void secrets_stayInMemory() {
    CacheKey userData =
        CacheKey.of(
            NOBODY.calledBy("arn:aws:iam::111122223333:user/ops"),
            DescribeInstanceAttributeRequest.builder().instanceId("i-1").build());
    for (int run = 0; run < 2; run++) {
      try (TieredCache cache = open(64 << 20)) {
        ids(instances(cache, userData, 5));
        ids(instances(cache, userData, 5));
      }
    }
    assertThat(loads).hasValue(2);
  }

  @Test
  void secretsThatAreHarmless_areKept() {
    CacheKey userData =
        CacheKey.of(
            NOBODY.calledBy("arn:aws:iam::111122223333:user/ops"),
            DescribeInstanceAttributeRequest.builder().instanceId("i-1").build());
    for (int run = 0; run < 2; run++) {
      try (TieredCache cache =
          TieredCache.builder()
              .tier(DiskTier.builder(folder).build())
              .harmless("ec2:DescribeInstanceAttribute")
              .build()) {
        ids(instances(cache, userData, 5));
      }
    }
    assertThat(loads).hasValue(1);
  }

  @Test
  void invalidated_isGoneFromTheDisk() {
    try (TieredCache cache = open(64 << 20)) {
      ids(instances(cache, KEY, 5));
      assertThat(cache.invalidate(KeyPattern.of("*/us-east-1/ec2/Describe*/**")).block(LONGEST))
          .isGreaterThanOrEqualTo(1);
    }
    try (TieredCache cache = open(64 << 20)) {
      ids(instances(cache, KEY, 5));
    }
    assertThat(loads).hasValue(2);
  }
}
