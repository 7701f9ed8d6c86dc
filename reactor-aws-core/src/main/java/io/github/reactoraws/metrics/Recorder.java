package io.github.reactoraws.metrics;

/**
 * Takes the counts of a stage.
 *
 * <p>It is called on the thread that moves the stream, by many at once if the stage is shared, and
 * so must be quick, thread-safe and must not throw.
 */
@FunctionalInterface
public interface Recorder {

  /**
   * Adds to a meter.
   *
   * @param meter what is counted
   * @param amount how much is added, in the meter's unit; more than 0
   */
  void count(Meter meter, long amount);

  /**
   * Returns the recorder that forgets everything, which stages have by default.
   *
   * @return a recorder that does nothing
   */
  static Recorder none() {
    return Unrecorded.INSTANCE;
  }
}
