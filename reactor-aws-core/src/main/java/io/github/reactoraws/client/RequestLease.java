package io.github.reactoraws.client;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.http.HttpMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricCollector;
import software.amazon.awssdk.metrics.NoOpMetricCollector;
import software.amazon.awssdk.metrics.SdkMetric;

/**
 * What one request has of the pool: nothing yet, then a connection, then nothing any more.
 *
 * <p>The SDK tells the counts of a pool too ({@link HttpMetric#LEASED_CONCURRENCY} and others), but
 * as they were before the request, of one endpoint, and never again. So we listen to its collector
 * of metrics for something else: that it tells {@link HttpMetric#CONCURRENCY_ACQUIRE_DURATION} in
 * the moment in which a request gets its connection, or fails to. Thread-safe.
 */
final class RequestLease implements MetricCollector {
  private enum State {
    WAITING,
    LEASED,
    ENDED
  }

  private final MetricCollector asked;
  private final PoolFigures figures;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

  /**
   * Begins to wait.
   *
   * @param asked whom the service client has asked to collect metrics
   * @param figures hears of each step
   */
  RequestLease(Optional<MetricCollector> asked, PoolFigures figures) {
    this.asked = asked.orElseGet(NoOpMetricCollector::create);
    this.figures = figures;
    figures.waits();
  }

  /** The request is over. */
  void end() {
    State last = state.getAndSet(State.ENDED);
    if (last == State.WAITING) {
      figures.waitsNoLonger();
    } else if (last == State.LEASED) {
      figures.handedBack();
    }
  }

  @Override
  public <T> void reportMetric(SdkMetric<T> metric, T value) {
    if (metric.equals(HttpMetric.CONCURRENCY_ACQUIRE_DURATION)
        && state.compareAndSet(State.WAITING, State.LEASED)) {
      figures.waitsNoLonger();
      figures.leased();
    }
    asked.reportMetric(metric, value);
  }

  @Override
  public String name() {
    return asked.name();
  }

  @Override
  public MetricCollector createChild(String name) {
    return asked.createChild(name);
  }

  @Override
  public MetricCollection collect() {
    return asked.collect();
  }
}
