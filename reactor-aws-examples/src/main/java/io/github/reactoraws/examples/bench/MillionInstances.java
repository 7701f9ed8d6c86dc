package io.github.reactoraws.examples.bench;

import io.github.reactoraws.examples.simulator.Latency;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Streams instances through a real client from a simulator in the same JVM, and prints how many
 * came and the most bytes that were live at any of a hundred moments on the way.
 */
public final class MillionInstances {
  private static final int MOMENTS = 100;

  private MillionInstances() {}

  /**
   * Prints {@code items peakLiveBytes}.
   *
   * @param args how many instances
   */
  public static void main(String... args) {
    int instances = Integer.parseInt(args[0]);
    AtomicLong count = new AtomicLong();
    AtomicLong peak = new AtomicLong();
    try (ListedInstances listed = new ListedInstances(instances, Latency.none())) {
      listed
          .items()
          .doOnNext(
              instance -> {
                if (count.incrementAndGet() % Math.max(1, instances / MOMENTS) == 0) {
                  peak.accumulateAndGet(LiveHeap.bytes(), Math::max);
                }
              })
          .blockLast(Duration.ofMinutes(20));
    }
    System.out.println(count + " " + peak);
  }
}
