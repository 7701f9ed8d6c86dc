package io.github.reactoraws.metrics;

import io.github.reactoraws.call.CallScope;
import java.util.function.DoubleSupplier;

/**
 * Takes what a stage counts, times and shows.
 *
 * <p>It is called on the thread that moves the stream, by many at once if the stage is shared, and
 * so must be quick, thread-safe and must not throw.
 */
@FunctionalInterface
public interface Recorder {

  /**
   * Adds to a meter.
   *
   * @param meter what is counted; a {@link Meter.Kind#COUNTER}
   * @param amount how much is added, in the meter's unit; more than 0
   */
  void count(Meter meter, long amount);

  /**
   * Takes one time.
   *
   * @param meter what is timed; a {@link Meter.Kind#TIMER}
   * @param nanos how long it took, in nanoseconds; zero or more
   */
  default void time(Meter meter, long nanos) {}

  /**
   * Looks at a value whenever somebody asks for it, until told to stop. The values of several
   * watches of one meter in one scope add up.
   *
   * @param meter what the value is; a {@link Meter.Kind#GAUGE}
   * @param value gives the value of the moment; called on any thread, quick and thread-safe
   * @return ends the watch; does nothing the second time
   */
  default Runnable watch(Meter meter, DoubleSupplier value) {
    return () -> {};
  }

  /**
   * Returns the recorder for what happens in one scope; by default this one, which keeps no scopes
   * apart. {@link Meter#scoped()} tells which meters are recorded through it.
   *
   * @param scope whose calls are recorded
   * @return a recorder for that scope
   */
  default Recorder within(CallScope scope) {
    return this;
  }

  /**
   * Returns the recorder that forgets everything, which stages have by default.
   *
   * @return a recorder that does nothing
   */
  static Recorder none() {
    return Unrecorded.INSTANCE;
  }
}
