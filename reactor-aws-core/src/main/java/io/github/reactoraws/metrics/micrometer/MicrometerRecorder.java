package io.github.reactoraws.metrics.micrometer;

import io.github.reactoraws.call.CallScope;
import io.github.reactoraws.metrics.Meter;
import io.github.reactoraws.metrics.Recorder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/**
 * Records into a Micrometer registry.
 *
 * <pre>{@code
 * Recorder recorder = new MicrometerRecorder(registry, Tags.of("pipeline", "images"));
 * }</pre>
 *
 * <p>Counters become a {@code Counter}, made at construction so that zero is seen too; timers a
 * {@code Timer}, made with the first time; gauges a {@code Gauge}, which is in the registry as long
 * as somebody watches and shows the sum of what is watched. What is told in a way that is not the
 * meter's {@link Meter.Kind} is ignored.
 *
 * <p><b>Scopes:</b> {@link #within} adds the tags {@code account}, {@code region}, {@code service}
 * and {@code operation} to the meters that are {@link Meter#scoped()}, and makes each with its
 * first use. A meter thus has the same tag keys wherever it is told, as Prometheus demands.
 *
 * <p><b>Sharing:</b> recorders of one registry and the same tags count and time into the same
 * meters. Their gauges do not add up: use one recorder, or tags that differ.
 *
 * <p><b>Memory:</b> one entry for each scope that was asked for, as in the registry. Thread-safe.
 * Needs {@code io.micrometer:micrometer-core}, which is an optional dependency.
 */
public final class MicrometerRecorder implements Recorder {
  private final MeterRegistry registry;
  private final Tags tags;
  private final TaggedMeters meters;
  private final Map<CallScope, Recorder> scopes = new ConcurrentHashMap<>();

  /**
   * Registers the counters that are of no scope, or finds those that are registered with the same
   * tags already.
   *
   * @param registry where all meters are registered
   * @param tags put on each; {@link Tags#empty()} for none
   */
  public MicrometerRecorder(MeterRegistry registry, Tags tags) {
    this.registry = Objects.requireNonNull(registry, "registry");
    this.tags = Objects.requireNonNull(tags, "tags");
    this.meters = new TaggedMeters(registry, tags);
    for (Meter meter : Meter.values()) {
      if (meter.kind() == Meter.Kind.COUNTER && !meter.scoped()) {
        meters.counter(meter);
      }
    }
  }

  @Override
  public void count(Meter meter, long amount) {
    meters.count(meter, amount);
  }

  @Override
  public void time(Meter meter, long nanos) {
    meters.time(meter, nanos);
  }

  @Override
  public Runnable watch(Meter meter, DoubleSupplier value) {
    return meters.watch(meter, value);
  }

  /**
   * Returns the recorder of one scope, always the same one for the same scope. What is told to it
   * of a meter without scopes is told to this recorder.
   */
  @Override
  public Recorder within(CallScope scope) {
    return scopes.computeIfAbsent(
        scope, asked -> new ScopedRecorder(this, new TaggedMeters(registry, tagged(asked))));
  }

  private Tags tagged(CallScope scope) {
    return tags.and(
        "account", scope.account(),
        "region", scope.region(),
        "service", scope.service(),
        "operation", scope.operation());
  }
}
