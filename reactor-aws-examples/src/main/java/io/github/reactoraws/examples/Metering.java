package io.github.reactoraws.examples;

import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;

/** Counts what the SDK tells of its calls. Thread-safe. */
final class Metering implements MetricPublisher {
  private static final String ATTEMPT = "ApiCallAttempt";
  private static final String THROTTLING = "Throttling";

  private final LongAdder calls = new LongAdder();
  private final LongAdder attempts = new LongAdder();
  private final LongAdder throttled = new LongAdder();

  @Override
  public void publish(MetricCollection call) {
    calls.increment();
    call.childrenWithName(ATTEMPT)
        .forEach(
            attempt -> {
              attempts.increment();
              if (attempt.metricValues(CoreMetric.ERROR_TYPE).contains(THROTTLING)) {
                throttled.increment();
              }
            });
  }

  /** The calls that ended, each with all its attempts. */
  long calls() {
    return calls.sum();
  }

  /** HTTP requests: what AWS counts. */
  long attempts() {
    return attempts.sum();
  }

  /** The attempts that AWS throttled. */
  long throttled() {
    return throttled.sum();
  }

  @Override
  public void close() {}
}
