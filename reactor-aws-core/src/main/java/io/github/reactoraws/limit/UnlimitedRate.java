package io.github.reactoraws.limit;

/** A rate that limits nothing. */
final class UnlimitedRate implements Rate {

  @Override
  public double perSecond() {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public long nanosUntilStart(long now) {
    return 0;
  }

  @Override
  public void onStart(long now) {}

  @Override
  public long reserve(long now, long earliest) {
    return earliest;
  }

  @Override
  public void onSample(Sample sample) {}
}
