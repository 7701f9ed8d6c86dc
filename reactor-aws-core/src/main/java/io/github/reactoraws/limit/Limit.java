package io.github.reactoraws.limit;

/**
 * Decides how many calls of one scope may be in flight, from how earlier ones went.
 *
 * <p>It is asked and told by one thread at a time; whoever uses it sees to that. It keeps no
 * reference to a {@link Sample}.
 */
public interface Limit {

  /**
   * Returns how many calls may be in flight.
   *
   * @return 1 or more
   */
  int limit();

  /**
   * Learns from an attempt that has ended. Attempts are told in the order of their ends.
   *
   * @param sample how it went
   */
  void onSample(Sample sample);
}
