package io.github.reactoraws.examples.bench;

import static io.github.reactoraws.Stages.enrichBatched;

import io.github.reactoraws.BatchSpec;
import io.github.reactoraws.Listing;
import io.github.reactoraws.call.AwsCall;
import io.github.reactoraws.examples.loaders.Ec2Loaders;
import io.github.reactoraws.examples.simulator.Latency;
import io.github.reactoraws.examples.simulator.Simulator;
import io.github.reactoraws.examples.simulator.Tally;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;

/**
 * Instances and their images, over a simulator of its own that throttles as EC2 does: 100 calls at
 * once, 20 a second from then on.
 */
final class ImageLookups implements AutoCloseable {
  static final int BATCH = 100;

  private static final int INSTANCES = 10_000;
  private static final int ESTATE = 11_500; // with so many, ten thousand run about 500 images
  private static final Duration LATENCY = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int CALLS_AT_ONCE = 16;

  private final Simulator aws =
      Simulator.builder().instances(ESTATE).latency(Latency.fixed(LATENCY)).start();
  private final Ec2AsyncClient ec2 =
      aws.configure(Ec2AsyncClient.builder(), aws.accounts().get(0), aws.regions().get(0))
          .overrideConfiguration(o -> o.retryStrategy(RetryMode.STANDARD))
          .build();
  private final List<Instance> instances;

  ImageLookups() {
    instances =
        Listing.of(
                DescribeInstancesRequest.builder().maxResults(1000).build(),
                ec2::describeInstances,
                page -> page.reservations().stream().flatMap(r -> r.instances().stream()).toList())
            .items()
            .take(INSTANCES)
            .collectList()
            .blockOptional(PATIENCE)
            .orElseThrow();
  }

  /**
   * What looking up took.
   *
   * @param rows instances that came out with their images
   * @param seconds the time for it
   * @param calls HTTP requests
   * @param throttled those of them that were throttled
   */
  record Cost(long rows, double seconds, long calls, long throttled) {

    double rowsPerSecond() {
      return rows / seconds;
    }
  }

  long instances() {
    return instances.size();
  }

  long images() {
    return instances.stream().map(Instance::imageId).distinct().count();
  }

  /** Looks up in batches, each image once. */
  Cost batched() {
    BatchSpec spec =
        BatchSpec.builder()
            .maxBatchSize(BATCH)
            .maxHeld(INSTANCES)
            .remember(PATIENCE, INSTANCES)
            .build();
    return costOf(
        Flux.fromIterable(instances)
            .transform(
                enrichBatched(Instance::imageId, Ec2Loaders.images(ec2), ImageLookups::row, spec)));
  }

  /** Looks up one by one, and leaves out what fails, for as long as {@code limit}. */
  Cost oneByOne(Duration limit) {
    return costOf(
        Flux.fromIterable(instances)
            .flatMap(
                instance ->
                    AwsCall.of(() -> ec2.describeImages(r -> r.imageIds(instance.imageId())))
                        .map(found -> row(instance, found.images().get(0)))
                        .onErrorResume(failed -> Mono.empty()),
                CALLS_AT_ONCE)
            .take(limit));
  }

  private static String row(Instance instance, @Nullable Image image) {
    return instance.instanceId() + " runs " + (image == null ? "nothing" : image.name());
  }

  private Cost costOf(Flux<String> rows) {
    Tally.Counts before = aws.tally().of("DescribeImages");
    AtomicLong count = new AtomicLong();
    long start = System.nanoTime();
    rows.doOnNext(row -> count.incrementAndGet()).blockLast(PATIENCE);
    double seconds = (System.nanoTime() - start) / 1e9;
    Tally.Counts after = aws.tally().of("DescribeImages");
    return new Cost(
        count.get(),
        seconds,
        after.calls() - before.calls(),
        after.throttles() - before.throttles());
  }

  @Override
  public void close() {
    ec2.close();
    aws.close();
  }
}
