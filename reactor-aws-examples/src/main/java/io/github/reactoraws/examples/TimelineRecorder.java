package io.github.reactoraws.examples;

import io.github.reactoraws.adaptive.Limiter;
import io.github.reactoraws.metrics.Meter;
import io.github.reactoraws.metrics.Recorder;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happens between one point of a chart and the next. Thread-safe, but for points. */
final class TimelineRecorder implements Recorder {
  private final LongAdder answers = new LongAdder();
  private final LongAdder throttles = new LongAdder();
  private double seconds;

  @Override
  public void count(Meter meter, long amount) {
    if (meter == Meter.LIMITER_THROTTLED) {
      throttles.add(amount);
    }
  }

  /** A call was answered. */
  void answered() {
    answers.increment();
  }

  /** The next point, {@code step} after the last one. */
  AdaptiveChart.Point point(Limiter limiter, Duration step) {
    double length = step.toNanos() / 1e9;
    seconds += length;
    double rate = limiter.ratePerSecond();
    return new AdaptiveChart.Point(
        seconds,
        limiter.limit(),
        Double.isInfinite(rate) ? Double.NaN : rate,
        limiter.inFlight(),
        answers.sumThenReset() / length,
        throttles.sumThenReset() / length);
  }
}
