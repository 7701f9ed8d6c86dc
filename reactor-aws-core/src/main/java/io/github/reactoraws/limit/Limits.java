package io.github.reactoraws.limit;

/** The limits and rates that there are. */
public final class Limits {
  private Limits() {}

  /** Temporary. */
  public static Limit fixed(int calls) {
    return new Limit() {
      @Override
      public int limit() {
        return calls;
      }

      @Override
      public void onSample(Sample sample) {}
    };
  }

  /** Temporary. */
  public static Limit bottleneck() {
    return fixed(20);
  }

  /** Temporary. */
  public static Rate learnedRate() {
    return unlimitedRate();
  }

  /** Temporary. */
  public static Rate unlimitedRate() {
    return new Rate() {
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
    };
  }

  /** Temporary. */
  public static Rate fixedRate(double perSecond) {
    return new Rate() {
      private long next;

      @Override
      public double perSecond() {
        return perSecond;
      }

      @Override
      public long nanosUntilStart(long now) {
        return Math.max(next, now) - now;
      }

      @Override
      public void onStart(long now) {
        next = Math.max(next, now) + (long) (1e9 / perSecond);
      }

      @Override
      public long reserve(long now, long earliest) {
        long at = Math.max(next, earliest);
        next = at + (long) (1e9 / perSecond);
        return at;
      }

      @Override
      public void onSample(Sample sample) {}
    };
  }
}
