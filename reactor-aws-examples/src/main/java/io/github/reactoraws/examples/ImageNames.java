package io.github.reactoraws.examples;

import static io.github.reactoraws.Stages.enrichBatched;

import io.github.reactoraws.BatchLoader;
import io.github.reactoraws.BatchSpec;
import io.github.reactoraws.MissingKey;
import io.github.reactoraws.call.AwsFailure;
import io.github.reactoraws.examples.loaders.Ec2Loaders;
import io.github.reactoraws.metrics.Meter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;

/**
 * Tells instances the names of their images, which are looked up in batches, and counts what that
 * takes. Thread-safe: one serves all listings of a run.
 */
final class ImageNames {
  /** Look-ups in flight of one listing. */
  static final int MOST_CALLS = 2;

  private static final Duration REMEMBERED = Duration.ofHours(1);
  private static final int MOST_REMEMBERED = 10_000; // names, of each listing

  private final LongAdder asked = new LongAdder();
  private final LongAdder named = new LongAdder();
  private final LongAdder calls = new LongAdder();
  private final BatchSpec spec =
      BatchSpec.builder()
          .maxBatchSize(Ec2Loaders.MOST_IDS)
          .parallelism(MOST_CALLS)
          .remember(REMEMBERED, MOST_REMEMBERED)
          .missing(MissingKey.PASS)
          .recorder(this::count)
          .build();

  /**
   * What it took so far.
   *
   * @param asked the instances that have an image
   * @param named those of them whose image has a name
   * @param calls the calls of DescribeImages
   */
  record Cost(long asked, long named, long calls) {}

  /**
   * Combines instances with the names of their images; with {@code null} where the image is gone or
   * the caller may not see it.
   */
  <R> Function<Flux<Instance>, Flux<R>> with(
      Ec2AsyncClient ec2, BiFunction<Instance, @Nullable String, R> combine) {
    return enrichBatched(
        Instance::imageId,
        names(Ec2Loaders.images(ec2)),
        (instance, name) -> {
          count(instance, name);
          return combine.apply(instance, name);
        },
        spec);
  }

  Cost cost() {
    return new Cost(asked.sum(), named.sum(), calls.sum());
  }

  /** Of an image only the name is kept, so that many can be remembered. */
  private static BatchLoader<String, String> names(BatchLoader<String, Image> images) {
    return BatchLoader.of(
        ids ->
            images
                .load(ids)
                .map(found -> names(found.values()))
                .onErrorResume(ImageNames::isDenied, denied -> Mono.just(Map.of())));
  }

  private static Map<String, String> names(Map<String, Image> images) {
    return images.values().stream()
        .filter(image -> image.name() != null)
        .collect(Collectors.toMap(Image::imageId, Image::name));
  }

  private static boolean isDenied(Throwable failure) {
    return AwsFailure.of(failure) == AwsFailure.DENIED;
  }

  private void count(Instance instance, @Nullable String name) {
    if (instance.imageId() != null) {
      asked.increment();
    }
    if (name != null) {
      named.increment();
    }
  }

  private void count(Meter meter, long amount) {
    if (meter == Meter.BATCH_CALLS) {
      calls.add(amount);
    }
  }
}
