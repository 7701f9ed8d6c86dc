package io.github.reactoraws.examples.bench;

import java.lang.management.ManagementFactory;

/** How much of the heap is live. */
final class LiveHeap {
  private LiveHeap() {}

  static long bytes() {
    System.gc(); // the measurement itself: what is used after a full collection is live
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
