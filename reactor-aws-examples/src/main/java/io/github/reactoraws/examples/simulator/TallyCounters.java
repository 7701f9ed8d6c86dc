package io.github.reactoraws.examples.simulator;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what was answered. Thread-safe; one entry per account, region and operation called. */
final class TallyCounters {
  private static final class Counters {
    private final LongAdder calls = new LongAdder();
    private final LongAdder throttles = new LongAdder();
    private final LongAdder bytes = new LongAdder();
  }

  private final ConcurrentMap<Scope, Counters> byScope = new ConcurrentHashMap<>();

  void called(Scope scope) {
    of(scope).calls.increment();
  }

  void throttled(Scope scope) {
    of(scope).throttles.increment();
  }

  void answered(Scope scope, long bytes) {
    of(scope).bytes.add(bytes);
  }

  Tally snapshot() {
    Map<Scope, Tally.Counts> counts = new HashMap<>();
    byScope.forEach(
        (scope, c) ->
            counts.put(scope, new Tally.Counts(c.calls.sum(), c.throttles.sum(), c.bytes.sum())));
    return new Tally(counts);
  }

  private Counters of(Scope scope) {
    return byScope.computeIfAbsent(scope, s -> new Counters());
  }
}
