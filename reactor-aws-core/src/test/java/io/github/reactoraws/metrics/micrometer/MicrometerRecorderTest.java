package io.github.reactoraws.metrics.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.call.CallScope;
import io.github.reactoraws.metrics.Meter;
import io.github.reactoraws.metrics.Recorder;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MicrometerRecorderTest {
  private static final CallScope IMAGES =
      new CallScope("123456789012", "eu-west-1", "ec2", "DescribeImages");
  private static final CallScope MACHINES =
      new CallScope("123456789012", "eu-west-1", "states", "DescribeStateMachine");

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final MicrometerRecorder recorder =
      new MicrometerRecorder(registry, Tags.of("pipeline", "images"));

  @Test
  void counts_addUpInTheirOwnCounter() {
    recorder.count(Meter.FLIGHT_LOADS, 1);
    recorder.count(Meter.FLIGHT_LOADS, 2);

    assertThat(counter(Meter.FLIGHT_LOADS).count()).isEqualTo(3);
    assertThat(counter(Meter.FLIGHT_JOINED).count()).isZero();
  }

  @Test
  void countersWithoutScope_areRegisteredAtOnceAsTheCatalogueTells() {
    List<Meter> counters =
        Stream.of(Meter.values())
            .filter(meter -> meter.kind() == Meter.Kind.COUNTER && !meter.scoped())
            .toList();

    for (Meter meter : counters) {
      assertThat(counter(meter).getId().getBaseUnit()).isEqualTo(meter.unit());
      assertThat(counter(meter).getId().getDescription()).isEqualTo(meter.description());
    }
    assertThat(registry.getMeters()).hasSameSizeAs(counters).isNotEmpty();
  }

  @Test
  void secondRecorderOfSameTags_countsIntoTheSame() {
    new MicrometerRecorder(registry, Tags.of("pipeline", "images")).count(Meter.BATCH_CALLS, 1);
    recorder.count(Meter.BATCH_CALLS, 1);

    assertThat(counter(Meter.BATCH_CALLS).count()).isEqualTo(2);
  }

  @Test
  void times_addUpInTheirOwnTimer() {
    recorder.time(Meter.LIMITER_LATENCY, 30_000_000);
    recorder.time(Meter.LIMITER_LATENCY, 50_000_000);

    Timer timer = registry.get(Meter.LIMITER_LATENCY.id()).tag("pipeline", "images").timer();
    assertThat(timer.count()).isEqualTo(2);
    assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(80);
    assertThat(timer.getId().getDescription()).isEqualTo(Meter.LIMITER_LATENCY.description());
  }

  @Test
  void watchedValue_isReadWheneverItIsAskedFor() {
    double[] leased = {3};
    recorder.watch(Meter.POOL_LEASED, () -> leased[0]);

    assertThat(gauge(Meter.POOL_LEASED)).isEqualTo(3);
    leased[0] = 4;
    assertThat(gauge(Meter.POOL_LEASED)).isEqualTo(4);
    assertThat(registry.get(Meter.POOL_LEASED.id()).gauge().getId().getBaseUnit())
        .isEqualTo(Meter.POOL_LEASED.unit());
  }

  @Test
  void endedWatch_leavesTheRegistry() {
    Runnable watch = recorder.watch(Meter.POOL_LEASED, () -> 3);
    watch.run();

    assertThat(registry.find(Meter.POOL_LEASED.id()).gauge()).isNull();
  }

  @Test
  void severalWatches_addUpUntilEachEnds() {
    Runnable first = recorder.watch(Meter.POOL_LEASED, () -> 3);
    Runnable second = recorder.watch(Meter.POOL_LEASED, () -> 5);
    assertThat(gauge(Meter.POOL_LEASED)).isEqualTo(8);

    first.run();
    first.run();
    assertThat(gauge(Meter.POOL_LEASED)).isEqualTo(5);

    second.run();
    assertThat(registry.find(Meter.POOL_LEASED.id()).gauge()).isNull();
  }

  @Test
  void watchEndedTwice_leavesALaterOneAlone() {
    Runnable first = recorder.watch(Meter.POOL_LEASED, () -> 3);
    first.run();
    recorder.watch(Meter.POOL_LEASED, () -> 5);
    first.run();

    assertThat(gauge(Meter.POOL_LEASED)).isEqualTo(5);
  }

  @Test
  void valueUnknownToOneWatch_isUnknownInSum() {
    recorder.watch(Meter.LIMITER_RATE, () -> 20);
    recorder.watch(Meter.LIMITER_RATE, () -> Double.NaN);

    assertThat(gauge(Meter.LIMITER_RATE)).isNaN();
  }

  @Test
  void scopes_haveTheirOwnMetersWithTheirTags() {
    recorder.within(IMAGES).count(Meter.LIMITER_ATTEMPTS, 2);
    recorder.within(MACHINES).count(Meter.LIMITER_ATTEMPTS, 5);
    recorder.within(IMAGES).time(Meter.LIMITER_LATENCY, 7);
    recorder.within(IMAGES).watch(Meter.LIMITER_LIMIT, () -> 16);

    Tags images =
        Tags.of("pipeline", "images", "account", "123456789012", "region", "eu-west-1")
            .and("service", "ec2", "operation", "DescribeImages");
    assertThat(registry.get(Meter.LIMITER_ATTEMPTS.id()).tags(images).counter().count())
        .isEqualTo(2);
    assertThat(registry.get(Meter.LIMITER_LATENCY.id()).tags(images).timer().count()).isEqualTo(1);
    assertThat(registry.get(Meter.LIMITER_LIMIT.id()).tags(images).gauge().value()).isEqualTo(16);
    assertThat(registry.get(Meter.LIMITER_ATTEMPTS.id()).tag("service", "states").counter().count())
        .isEqualTo(5);
  }

  @Test
  void sameScopeAskedTwice_sharesItsMeters() {
    Recorder images = recorder.within(IMAGES);
    Recorder again = images.within(MACHINES).within(IMAGES);
    images.watch(Meter.LIMITER_IN_FLIGHT, () -> 3);
    again.watch(Meter.LIMITER_IN_FLIGHT, () -> 4);

    assertThat(again).isSameAs(images);
    assertThat(gauge(Meter.LIMITER_IN_FLIGHT)).isEqualTo(7);
  }

  @Test
  void meterWithoutScopes_hasTheSameTagsInEachScope() {
    recorder.within(IMAGES).count(Meter.BATCH_CALLS, 1);
    recorder.within(MACHINES).count(Meter.BATCH_CALLS, 1);
    recorder.within(IMAGES).watch(Meter.POOL_LEASED, () -> 1);

    assertThat(counter(Meter.BATCH_CALLS).count()).isEqualTo(2);
    assertThat(registry.get(Meter.POOL_LEASED.id()).gauge().getId().getTags())
        .containsExactlyElementsOf(Tags.of("pipeline", "images"));
  }

  @Test
  void meterToldAgainstItsKind_isIgnored() {
    for (Recorder told : List.of(recorder, recorder.within(IMAGES))) {
      told.count(Meter.LIMITER_LIMIT, 1);
      told.time(Meter.LIMITER_ATTEMPTS, 1);
      told.watch(Meter.LIMITER_LATENCY, () -> 1).run();
    }

    assertThat(registry.getMeters())
        .allSatisfy(
            meter -> assertThat(meter.getId().getName()).doesNotStartWith("reactoraws.limiter"));
  }

  private Counter counter(Meter meter) {
    return registry.get(meter.id()).tag("pipeline", "images").counter();
  }

  private double gauge(Meter meter) {
    return registry.get(meter.id()).tag("pipeline", "images").gauge().value();
  }
}
