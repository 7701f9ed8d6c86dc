package io.github.reactoraws.examples.loaders;

import static io.github.reactoraws.Stages.enrichBatched;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.BatchLoader;
import io.github.reactoraws.BatchSpec;
import io.github.reactoraws.KeyLoadException;
import io.github.reactoraws.Listing;
import io.github.reactoraws.MissingKey;
import io.github.reactoraws.examples.simulator.Simulator;
import io.github.reactoraws.metrics.Meter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Volume;

/** EC2's loaders through a real client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Ec2LoadersTest {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final Simulator simulator = Simulator.builder().instances(2_000).unthrottled().start();
  private final Ec2AsyncClient ec2 =
      simulator
          .configure(Ec2AsyncClient.builder(), simulator.accounts().get(0), "us-east-1")
          .build();

  @AfterAll
  void tearDown() {
    ec2.close();
    simulator.close();
  }

  @Test
  void images_comeByTheirIds() {
    Flux<Image> listed =
        Listing.of(
                DescribeImagesRequest.builder().build(),
                ec2::describeImages,
                DescribeImagesResponse::images)
            .items();

    assertLoads(Ec2Loaders.images(ec2), listed, Image::imageId);
  }

  @Test
  void instances_comeByTheirIds_whateverReservationTheyAreOf() {
    Flux<Instance> listed =
        Listing.of(
                DescribeInstancesRequest.builder().maxResults(1_000).build(),
                ec2::describeInstances,
                r -> r.reservations().stream().flatMap(one -> one.instances().stream()).toList())
            .items();

    assertLoads(Ec2Loaders.instances(ec2), listed, Instance::instanceId);
  }

  @Test
  void volumes_comeByTheirIds() {
    assertLoads(Ec2Loaders.volumes(ec2), volumes(), Volume::volumeId);
  }

  @Test
  void securityGroups_comeByTheirIds() {
    Flux<SecurityGroup> listed =
        Listing.of(
                DescribeSecurityGroupsRequest.builder().maxResults(1_000).build(),
                ec2::describeSecurityGroups,
                DescribeSecurityGroupsResponse::securityGroups)
            .items();

    assertLoads(Ec2Loaders.securityGroups(ec2), listed, SecurityGroup::groupId);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vol-00000000", "vol-0123456789abcdef0", "disk 7"})
  void badIdAmongNinetyNineGoodOnes_isAloneWithoutValue(String bad) {
    List<String> ids = new ArrayList<>(volumeIds(99));
    ids.add(42, bad);
    long before = calls();

    List<Optional<String>> found =
        list(
            Flux.fromIterable(ids)
                .transform(
                    enrichBatched(
                        Function.identity(),
                        Ec2Loaders.volumes(ec2),
                        (id, volume) -> Optional.ofNullable(volume).map(Volume::volumeId),
                        fullBatches().missing(MissingKey.PASS).build())));

    assertThat(found)
        .isEqualTo(
            ids.stream()
                .map(id -> id.equals(bad) ? Optional.<String>empty() : Optional.of(id))
                .toList());
    assertThat(calls() - before)
        .as("the whole batch, then the good ids and the bad one apart")
        .isEqualTo(3);
  }

  @Test
  void badId_failsAtItsPlace_withEc2sOwnWords() {
    List<String> good = volumeIds(2);

    StepVerifier.create(
            Flux.just(good.get(0), good.get(1), "vol-00000000")
                .transform(
                    enrichBatched(
                        Function.identity(), Ec2Loaders.volumes(ec2), (id, volume) -> volume)))
        .expectNextCount(2)
        .expectErrorSatisfies(
            e ->
                assertThat(e)
                    .isInstanceOf(KeyLoadException.class)
                    .hasMessageContaining("The volume 'vol-00000000' does not exist"))
        .verify(LONGEST);
  }

  @ParameterizedTest
  @CsvSource({"100, 25", "1000, 3"})
  void moreIdsThanACallTakes_goInSeveral(int maxBatchSize, int expectedCalls) {
    List<String> ids = volumeIds(2_500);
    LongAdder calls = new LongAdder(); // of the loader: the SDK may repeat one on the wire

    List<String> found =
        list(
            Flux.fromIterable(ids)
                .transform(
                    enrichBatched(
                        Function.identity(),
                        Ec2Loaders.volumes(ec2),
                        (id, volume) -> requireNonNull(volume).volumeId(),
                        fullBatches()
                            .maxBatchSize(maxBatchSize)
                            .recorder((meter, n) -> calls.add(meter == Meter.BATCH_CALLS ? n : 0))
                            .build())));

    assertThat(found).isEqualTo(ids);
    assertThat(calls.sum()).isEqualTo(expectedCalls);
  }

  /** No page is listed ahead: its call would be counted with those that are looked at. */
  private Flux<Volume> volumes() {
    return Listing.of(
            DescribeVolumesRequest.builder().maxResults(1_000).build(),
            ec2::describeVolumes,
            DescribeVolumesResponse::volumes)
        .prefetch(0)
        .items();
  }

  private List<String> volumeIds(int count) {
    return list(volumes().take(count).map(Volume::volumeId));
  }

  private long calls() {
    return simulator.tally().of("DescribeVolumes").calls();
  }

  /** No batch leaves because of the time. */
  private static BatchSpec.Builder fullBatches() {
    return BatchSpec.builder().maxDelay(Duration.ofMinutes(1));
  }

  private static <T> void assertLoads(
      BatchLoader<String, T> loader, Flux<T> listed, Function<T, String> id) {
    Map<String, T> expected =
        list(listed.take(50)).stream().collect(toMap(id, Function.identity()));

    StepVerifier.create(loader.load(expected.keySet()))
        .assertNext(
            result -> {
              assertThat(expected).hasSize(50);
              assertThat(result.values()).isEqualTo(expected);
              assertThat(result.failures()).isEmpty();
              assertThat(result.unprocessed()).isEmpty();
            })
        .expectComplete()
        .verify(LONGEST);
  }

  private static <T> List<T> list(Flux<T> flux) {
    return flux.collectList().blockOptional(LONGEST).orElseThrow();
  }
}
