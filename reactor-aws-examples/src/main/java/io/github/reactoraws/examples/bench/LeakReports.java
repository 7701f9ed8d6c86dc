package io.github.reactoraws.examples.bench;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Collects what Netty's leak detector finds, and would tell a log that nobody reads. */
final class LeakReports extends ResourceLeakDetectorFactory {
  private final Queue<String> found = new ConcurrentLinkedQueue<>();

  private LeakReports() {}

  /** Takes the place of Netty's own; to be called before anything else of Netty's is. */
  static LeakReports installed() {
    LeakReports reports = new LeakReports();
    ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(reports);
    return reports;
  }

  List<String> found() {
    return List.copyOf(found);
  }

  @Override
  @SuppressWarnings("deprecation") // the factory's own signature
  public <T> ResourceLeakDetector<T> newResourceLeakDetector(
      Class<T> resource, int samplingInterval, long maxActive) {
    return new ResourceLeakDetector<T>(resource, samplingInterval) {
      @Override
      protected boolean needReport() {
        return true;
      }

      @Override
      protected void reportTracedLeak(String type, String records) {
        found.add(type + " was not released: " + records);
      }

      @Override
      protected void reportUntracedLeak(String type) {
        found.add(type + " was not released");
      }
    };
  }
}
