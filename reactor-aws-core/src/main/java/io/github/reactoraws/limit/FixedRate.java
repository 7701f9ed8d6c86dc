package io.github.reactoraws.limit;

/** A rate that stays as it is. */
final class FixedRate implements Rate {
  private final double perSecond;
  private final Pacer pacer = new Pacer();

  FixedRate(double perSecond) {
    this.perSecond = perSecond;
  }

  @Override
  public double perSecond() {
    return perSecond;
  }

  @Override
  public long nanosUntilStart(long now) {
    pacer.advance(now, perSecond);
    return pacer.nanosUntilStart(perSecond);
  }

  @Override
  public void onStart(long now) {
    pacer.advance(now, perSecond);
    pacer.onStart();
  }

  @Override
  public long reserve(long now, long earliest) {
    pacer.advance(now, perSecond);
    return pacer.reserve(earliest, perSecond);
  }

  @Override
  public void onSample(Sample sample) {}
}
