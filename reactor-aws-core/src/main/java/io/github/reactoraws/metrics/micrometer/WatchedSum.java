package io.github.reactoraws.metrics.micrometer;

import io.github.reactoraws.metrics.Meter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;

/**
 * A gauge over the sum of all that is watched; not a number as soon as one of them is not. It is
 * changed by one thread at a time, and read by any.
 */
final class WatchedSum {
  private final MeterRegistry registry;
  private final List<DoubleSupplier> watched = new CopyOnWriteArrayList<>();
  private final Gauge gauge;

  WatchedSum(MeterRegistry registry, Meter meter, Tags tags) {
    this.registry = registry;
    // A weak reference, Micrometer's habit, would turn the gauge into NaN at a collection.
    this.gauge =
        Gauge.builder(meter.id(), watched, WatchedSum::sum)
            .baseUnit(meter.unit())
            .description(meter.description())
            .tags(tags)
            .strongReference(true)
            .register(registry);
  }

  void add(DoubleSupplier value) {
    watched.add(value);
  }

  /**
   * Drops a value, and the gauge from the registry with the last one.
   *
   * @return whether it was the last one
   */
  boolean remove(DoubleSupplier value) {
    watched.remove(value);
    if (!watched.isEmpty()) {
      return false;
    }
    registry.remove(gauge);
    return true;
  }

  private static double sum(List<DoubleSupplier> values) {
    double sum = 0;
    for (DoubleSupplier value : values) {
      sum += value.getAsDouble();
    }
    return sum;
  }
}
