package io.github.reactoraws.examples;

import io.github.reactoraws.call.CallScope;
import io.github.reactoraws.metrics.Meter;
import io.github.reactoraws.metrics.Recorder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Adds up what is counted, each operation apart. */
final class ScopedCounts implements Recorder {
  private record Key(String operation, Meter meter) {}

  private final Map<Key, LongAdder> counts = new ConcurrentHashMap<>();

  @Override
  public void count(Meter meter, long amount) {
    throw new IllegalStateException("counted outside of a scope: " + meter);
  }

  @Override
  public Recorder within(CallScope scope) {
    return (meter, amount) -> adder(scope.operation(), meter).add(amount);
  }

  long of(String operation, Meter meter) {
    return adder(operation, meter).sum();
  }

  private LongAdder adder(String operation, Meter meter) {
    return counts.computeIfAbsent(new Key(operation, meter), key -> new LongAdder());
  }
}
