package io.github.reactoraws.metrics.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.metrics.Meter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class MicrometerRecorderTest {
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
  void everyMeter_isRegisteredAsTheCatalogueTells() {
    for (Meter meter : Meter.values()) {
      assertThat(counter(meter).getId().getBaseUnit()).isEqualTo(meter.unit());
      assertThat(counter(meter).getId().getDescription()).isEqualTo(meter.description());
    }
    assertThat(registry.getMeters()).hasSize(Meter.values().length);
  }

  @Test
  void secondRecorderOfSameTags_countsIntoTheSame() {
    new MicrometerRecorder(registry, Tags.of("pipeline", "images")).count(Meter.BATCH_CALLS, 1);
    recorder.count(Meter.BATCH_CALLS, 1);

    assertThat(counter(Meter.BATCH_CALLS).count()).isEqualTo(2);
  }

  private Counter counter(Meter meter) {
    return registry.get(meter.id()).tag("pipeline", "images").counter();
  }
}
