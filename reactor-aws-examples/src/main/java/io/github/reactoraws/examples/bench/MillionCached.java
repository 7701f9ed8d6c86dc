package io.github.reactoraws.examples.bench;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import reactor.core.publisher.Flux;
import software.amazon.awssdk.services.ec2.model.Instance;

/**
 * Lets instances flow into a cache on disk, closes it, replays them from there, and prints how many
 * came as they were recorded, and the most bytes that were live at any of a hundred moments of the
 * replay.
 */
public final class MillionCached {
  private static final int MOMENTS = 100;

  private MillionCached() {}

  /**
   * Prints {@code recorded replayed recordedPerSecond replayedPerSecond peakLiveBytes}.
   *
   * @param args how many instances
   */
  public static void main(String... args) {
    int instances = Integer.parseInt(args[0]);
    Flux<Instance> upstream = SimulatedInstances.numbered(instances);
    try (TempFolder folder = new TempFolder(MillionCached.class)) {
      RecordedList list = new RecordedList(folder.path());
      InOrder recorded = new InOrder(Integer.MAX_VALUE);
      double recordedPerSecond = list.recorded(upstream, recorded);
      InOrder counted = new InOrder(Integer.MAX_VALUE);
      double replayedPerSecond = list.replayed(counted);
      InOrder watched = new InOrder(Math.max(1, instances / MOMENTS));
      list.replayed(watched);
      if (counted.seen() != watched.seen()) {
        throw new IllegalStateException("the second replay had " + watched.seen());
      }
      System.out.printf(
          "%d %d %.0f %.0f %d%n",
          recorded.seen(),
          counted.seen(),
          recordedPerSecond,
          replayedPerSecond,
          watched.peakLiveBytes());
    }
  }

  /** Counts instances, each of which must be the next; in between looks at the heap. */
  private static final class InOrder implements ToDoubleFunction<Flux<Instance>> {
    private final int everyNth;
    private final AtomicInteger seen = new AtomicInteger();
    private long peak;

    InOrder(int everyNth) {
      this.everyNth = everyNth;
    }

    int seen() {
      return seen.get();
    }

    long peakLiveBytes() {
      return peak;
    }

    @Override
    public double applyAsDouble(Flux<Instance> stream) {
      long start = System.nanoTime();
      stream.doOnNext(this::see).blockLast();
      return seen.get() / Timed.secondsSince(start);
    }

    private void see(Instance instance) {
      int i = seen.getAndIncrement();
      if (!instance.instanceId().equals(SimulatedInstances.id(i))) {
        throw new IllegalStateException(
            "item %d was %s, not %s".formatted(i, instance.instanceId(), SimulatedInstances.id(i)));
      }
      if (seen.get() % everyNth == 0) {
        peak = Math.max(peak, LiveHeap.bytes());
      }
    }
  }
}
