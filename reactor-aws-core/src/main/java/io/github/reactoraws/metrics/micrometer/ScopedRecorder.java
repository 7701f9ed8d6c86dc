package io.github.reactoraws.metrics.micrometer;

import io.github.reactoraws.call.CallScope;
import io.github.reactoraws.metrics.Meter;
import io.github.reactoraws.metrics.Recorder;
import java.util.function.DoubleSupplier;

/** Records the meters of one scope with its tags, and all others as if there were no scope. */
final class ScopedRecorder implements Recorder {
  private final Recorder whole;
  private final TaggedMeters meters;

  /**
   * @param whole takes the meters without scopes
   * @param meters carry the tags of the scope
   */
  ScopedRecorder(Recorder whole, TaggedMeters meters) {
    this.whole = whole;
    this.meters = meters;
  }

  @Override
  public void count(Meter meter, long amount) {
    if (meter.scoped()) {
      meters.count(meter, amount);
    } else {
      whole.count(meter, amount);
    }
  }

  @Override
  public void time(Meter meter, long nanos) {
    if (meter.scoped()) {
      meters.time(meter, nanos);
    } else {
      whole.time(meter, nanos);
    }
  }

  @Override
  public Runnable watch(Meter meter, DoubleSupplier value) {
    return meter.scoped() ? meters.watch(meter, value) : whole.watch(meter, value);
  }

  @Override
  public Recorder within(CallScope scope) {
    return whole.within(scope);
  }
}
