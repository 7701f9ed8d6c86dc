package io.github.reactoraws.metrics.micrometer;

import io.github.reactoraws.metrics.Meter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/** The meters of one set of tags, each registered with its first use. Thread-safe. */
final class TaggedMeters {
  private final MeterRegistry registry;
  private final Tags tags;
  private final Map<Meter, Counter> counters = new ConcurrentHashMap<>();
  private final Map<Meter, Timer> timers = new ConcurrentHashMap<>();
  private final Map<Meter, WatchedSum> gauges = new EnumMap<>(Meter.class); // guarded by itself

  TaggedMeters(MeterRegistry registry, Tags tags) {
    this.registry = registry;
    this.tags = tags;
  }

  /** Ignores what is no counter. */
  void count(Meter meter, long amount) {
    if (meter.kind() == Meter.Kind.COUNTER) {
      counter(meter).increment((double) amount);
    }
  }

  /** Ignores what is no timer. */
  void time(Meter meter, long nanos) {
    if (meter.kind() == Meter.Kind.TIMER) {
      timer(meter).record(nanos, TimeUnit.NANOSECONDS);
    }
  }

  /** Ignores what is no gauge. */
  Runnable watch(Meter meter, DoubleSupplier value) {
    if (meter.kind() != Meter.Kind.GAUGE) {
      return () -> {};
    }
    Watch watch = new Watch(meter, value);
    synchronized (gauges) {
      gauges.computeIfAbsent(meter, first -> new WatchedSum(registry, first, tags)).add(watch);
    }
    return watch;
  }

  Counter counter(Meter meter) {
    return counters.computeIfAbsent(
        meter,
        first ->
            Counter.builder(first.id())
                .baseUnit(first.unit())
                .description(first.description())
                .tags(tags)
                .register(registry));
  }

  private Timer timer(Meter meter) {
    return timers.computeIfAbsent(
        meter,
        first ->
            Timer.builder(first.id())
                .description(first.description())
                .tags(tags)
                .register(registry));
  }

  /** One watch, which ends itself when it is run, and is found by its identity. */
  private final class Watch implements DoubleSupplier, Runnable {
    private final Meter meter;
    private final DoubleSupplier value;

    Watch(Meter meter, DoubleSupplier value) {
      this.meter = meter;
      this.value = value;
    }

    @Override
    public double getAsDouble() {
      return value.getAsDouble();
    }

    @Override
    public void run() {
      synchronized (gauges) {
        WatchedSum sum = gauges.get(meter);
        if (sum != null && sum.remove(this)) {
          gauges.remove(meter);
        }
      }
    }
  }
}
