package io.github.reactoraws.examples.simulator;

import java.util.Map;

/**
 * What a simulator has answered so far, by scope. Calls that were refused before the simulator knew
 * their scope (no credentials, an unknown operation) are not in it.
 *
 * @param byScope the counts of each scope that was called
 */
public record Tally(Map<Scope, Counts> byScope) {

  /**
   * The counts of one scope.
   *
   * @param calls HTTP requests, those that were throttled included
   * @param throttles how many of them were throttled, by a bucket or by a fault
   * @param bytes the bytes of the response bodies
   */
  public record Counts(long calls, long throttles, long bytes) {
    Counts plus(Counts other) {
      return new Counts(calls + other.calls, throttles + other.throttles, bytes + other.bytes);
    }
  }

  /**
   * A copy that does not change.
   *
   * @param byScope the counts of each scope
   */
  public Tally {
    byScope = Map.copyOf(byScope);
  }

  /**
   * All scopes together.
   *
   * @return the sums
   */
  public Counts total() {
    return byScope.values().stream().reduce(new Counts(0, 0, 0), Counts::plus);
  }

  /**
   * One operation in all accounts and regions.
   *
   * @param operation its name, such as {@code DescribeInstances}
   * @return the sums; zeros if it was never called
   */
  public Counts of(String operation) {
    return byScope.entrySet().stream()
        .filter(entry -> entry.getKey().operation().equals(operation))
        .map(Map.Entry::getValue)
        .reduce(new Counts(0, 0, 0), Counts::plus);
  }
}
