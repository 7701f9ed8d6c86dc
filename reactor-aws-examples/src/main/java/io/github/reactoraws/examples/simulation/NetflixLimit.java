package io.github.reactoraws.examples.simulation;

import com.netflix.concurrency.limits.limit.AIMDLimit;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import com.netflix.concurrency.limits.limit.VegasLimit;
import com.netflix.concurrency.limits.limit.WindowedLimit;
import io.github.reactoraws.limit.Limit;
import io.github.reactoraws.limit.Outcome;
import io.github.reactoraws.limit.Sample;

/** A limit of Netflix's concurrency-limits, to which a throttle is a drop. */
public final class NetflixLimit implements Limit {
  private final com.netflix.concurrency.limits.Limit limit;

  /**
   * Wraps a limit.
   *
   * @param limit any
   */
  public NetflixLimit(com.netflix.concurrency.limits.Limit limit) {
    this.limit = limit;
  }

  /**
   * Gradient2 with its defaults, over windows.
   *
   * @return a new limit
   */
  public static Limit gradient2() {
    return new NetflixLimit(WindowedLimit.newBuilder().build(Gradient2Limit.newDefault()));
  }

  /**
   * Vegas with its defaults, over windows.
   *
   * @return a new limit
   */
  public static Limit windowedVegas() {
    return new NetflixLimit(WindowedLimit.newBuilder().build(VegasLimit.newDefault()));
  }

  /**
   * Vegas with its defaults.
   *
   * @return a new limit
   */
  public static Limit vegas() {
    return new NetflixLimit(VegasLimit.newDefault());
  }

  /**
   * Additive increase, multiplicative decrease, with its defaults.
   *
   * @return a new limit
   */
  public static Limit aimd() {
    return new NetflixLimit(AIMDLimit.newBuilder().build());
  }

  @Override
  public int limit() {
    return Math.max(1, limit.getLimit());
  }

  @Override
  public void onSample(Sample sample) {
    if (sample.outcome() != Outcome.IGNORED) {
      limit.onSample(
          sample.startNanos(),
          sample.latencyNanos(),
          sample.inFlight(),
          sample.outcome() != Outcome.SUCCEEDED);
    }
  }
}
