package io.github.reactoraws.metrics.micrometer;

import io.github.reactoraws.metrics.Meter;
import io.github.reactoraws.metrics.Recorder;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.Map;

/**
 * Counts into a Micrometer registry: one counter for each {@link Meter}, made at construction.
 *
 * <pre>{@code
 * Recorder recorder = new MicrometerRecorder(registry, Tags.of("pipeline", "images"));
 * }</pre>
 *
 * <p>Thread-safe. Needs {@code io.micrometer:micrometer-core}, which is an optional dependency.
 */
public final class MicrometerRecorder implements Recorder {
  private final Map<Meter, Counter> counters = new EnumMap<>(Meter.class);

  /**
   * Registers the counters, or finds those that are registered with the same tags already.
   *
   * @param registry where they are registered
   * @param tags put on each; {@link Tags#empty()} for none
   */
  public MicrometerRecorder(MeterRegistry registry, Tags tags) {
    for (Meter meter : Meter.values()) {
      if (meter.kind() != Meter.Kind.COUNTER) {
        continue;
      }
      Counter counter =
          Counter.builder(meter.id())
              .baseUnit(meter.unit())
              .description(meter.description())
              .tags(tags)
              .register(registry);
      counters.put(meter, counter);
    }
  }

  @Override
  public void count(Meter meter, long amount) {
    Counter counter = counters.get(meter);
    if (counter != null) {
      counter.increment((double) amount);
    }
  }
}
