package io.github.reactoraws.limit;

/**
 * Decides how many calls of one scope may start a second, from which earlier ones were throttled.
 *
 * <p>Every start takes a turn, first attempts by {@link #onStart} and repetitions by {@link
 * #reserve}. It is asked and told by one thread at a time; whoever uses it sees to that. All times
 * are in nanoseconds on the monotonic clock of the {@link Sample samples}, and do not go back.
 */
public interface Rate {

  /**
   * Returns the rate in force.
   *
   * @return starts a second, more than 0; {@link Double#POSITIVE_INFINITY} while nothing is limited
   */
  double perSecond();

  /**
   * Returns how long the next start has to wait. The answer may change with the next sample.
   *
   * @param now the time
   * @return nanoseconds from {@code now}; 0 if it may start at once
   */
  long nanosUntilStart(long now);

  /**
   * Takes the turn of a call that starts.
   *
   * @param now the time
   */
  void onStart(long now);

  /**
   * Takes a turn in the future, for an attempt whose time must be told ahead. Starts are held up by
   * it for the length of one turn before it, and not sooner. Reservations do not crowd: they too
   * keep to the rate.
   *
   * @param now the time
   * @param earliest when it could start; not before {@code now}
   * @return when it may start; {@code earliest} or later
   */
  long reserve(long now, long earliest);

  /**
   * Learns from an attempt that has ended. Attempts are told in the order of their ends.
   *
   * @param sample how it went
   */
  void onSample(Sample sample);
}
