package io.github.reactoraws.examples.simulator;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A schedule of faults: which call meets which fault. Immutable; each method returns a copy.
 *
 * <p>It depends on nothing but the seed, the operation's name and the number of the call: calls are
 * counted from 1 by operation, over all accounts and regions, and each retry of the SDK is a call.
 */
public final class Faults {
  private record Nth(String operation, long call) {}

  private final long seed;
  private final Map<Fault, Double> rates;
  private final Map<Nth, Fault> planned;
  private final Set<String> deniedRegions;
  private final Duration slowBody;

  private Faults(
      long seed,
      Map<Fault, Double> rates,
      Map<Nth, Fault> planned,
      Set<String> deniedRegions,
      Duration slowBody) {
    this.seed = seed;
    this.rates = rates;
    this.planned = planned;
    this.deniedRegions = deniedRegions;
    this.slowBody = slowBody;
  }

  /**
   * No faults.
   *
   * @return a schedule without a fault
   */
  public static Faults none() {
    return seeded(0);
  }

  /**
   * No faults yet, and a seed for the rates to come.
   *
   * @param seed any number
   * @return a schedule without a fault
   */
  public static Faults seeded(long seed) {
    return new Faults(seed, Map.of(), Map.of(), Set.of(), Duration.ofSeconds(1));
  }

  /**
   * Lets a share of all calls meet a fault.
   *
   * @param fault which one
   * @param rate the share, 0 to 1; all rates together at most 1
   * @return a copy with this rate
   */
  public Faults rate(Fault fault, double rate) {
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("rate of " + fault + " must be 0 to 1, was " + rate);
    }
    Map<Fault, Double> more = new EnumMap<>(Fault.class);
    more.putAll(rates);
    more.put(fault, rate);
    double sum = more.values().stream().mapToDouble(Double::doubleValue).sum();
    if (sum > 1) {
      throw new IllegalArgumentException("rates together must be at most 1, were " + sum);
    }
    return new Faults(seed, Collections.unmodifiableMap(more), planned, deniedRegions, slowBody);
  }

  /**
   * Lets one call meet a fault; this comes before the rates.
   *
   * @param operation the operation's name, such as {@code DescribeInstances}
   * @param call which of its calls, from 1
   * @param fault which fault
   * @return a copy with this fault
   */
  public Faults at(String operation, long call, Fault fault) {
    if (call < 1) {
      throw new IllegalArgumentException("call must be 1 or more, was " + call);
    }
    Map<Nth, Fault> more = new HashMap<>(planned);
    more.put(new Nth(operation, call), fault);
    return new Faults(seed, rates, Map.copyOf(more), deniedRegions, slowBody);
  }

  /**
   * Denies all calls to a region, as a service control policy does.
   *
   * @param region the region's name
   * @return a copy with this region denied
   */
  public Faults deniedRegion(String region) {
    Set<String> more = new HashSet<>(deniedRegions);
    more.add(region);
    return new Faults(seed, rates, planned, Set.copyOf(more), slowBody);
  }

  /**
   * How long the body of a {@link Fault#SLOW_BODY} takes; one second unless told.
   *
   * @param time positive
   * @return a copy with this time
   */
  public Faults slowBody(Duration time) {
    if (time.isZero() || time.isNegative()) {
      throw new IllegalArgumentException("time of a slow body must be positive, was " + time);
    }
    return new Faults(seed, rates, planned, deniedRegions, time);
  }

  /** The fault that the {@code call}th call of {@code operation} meets. */
  Optional<Fault> of(String operation, long call) {
    Fault here = planned.get(new Nth(operation, call));
    if (here != null || rates.isEmpty()) {
      return Optional.ofNullable(here);
    }
    SplittableRandom draws = Draws.of(seed ^ operation.hashCode(), call);
    double drawn = draws.nextDouble();
    for (Map.Entry<Fault, Double> rate : rates.entrySet()) {
      drawn -= rate.getValue();
      if (drawn < 0) {
        return Optional.of(rate.getKey());
      }
    }
    return Optional.empty();
  }

  boolean denies(String region) {
    return deniedRegions.contains(region);
  }

  Duration slowBody() {
    return slowBody;
  }
}
