package io.github.reactoraws.examples.simulator;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** How a {@link Simulator} begins. Not thread-safe. */
public final class SimulatorBuilder {
  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]");
  private static final long FIRST_ACCOUNT = 100_000_000_000L;
  private static final int MOST_ACCOUNTS = 10_000;

  private long seed = 1;
  private List<String> accounts = numbered(1);
  private List<String> regions = List.of(Gate.GLOBAL_REGION);
  private long instances = 1_000;
  private double throttlingFactor = 1;
  private Latency latency = Latency.none();
  private Faults faults = Faults.none();
  private double unprocessedKeys;

  SimulatorBuilder() {}

  /**
   * Where all data comes from; 1 unless told.
   *
   * @param newSeed any number; the same number gives the same resources
   * @return this
   */
  public SimulatorBuilder seed(long newSeed) {
    seed = newSeed;
    return this;
  }

  /**
   * How many accounts there are; 1 unless told.
   *
   * @param count 1 to 10,000
   * @return this
   */
  public SimulatorBuilder accounts(int count) {
    if (count < 1 || count > MOST_ACCOUNTS) {
      throw new IllegalArgumentException(
          "accounts must be 1 to " + MOST_ACCOUNTS + ", was " + count);
    }
    accounts = numbered(count);
    return this;
  }

  /**
   * Which accounts there are.
   *
   * @param ids 12 digits each, one at least
   * @return this
   */
  public SimulatorBuilder accounts(List<String> ids) {
    ids.forEach(AccessKeys::checked);
    accounts = someDistinct("accounts", ids);
    return this;
  }

  /**
   * Which regions there are; {@code us-east-1} unless told.
   *
   * @param names names as AWS forms them, such as {@code eu-central-1}; one at least
   * @return this
   */
  public SimulatorBuilder regions(List<String> names) {
    for (String name : names) {
      if (!REGION.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "region must be a name such as eu-central-1, was " + name);
      }
    }
    regions = someDistinct("regions", names);
    return this;
  }

  /**
   * Which regions there are.
   *
   * @param names as in {@link #regions(List)}
   * @return this
   */
  public SimulatorBuilder regions(String... names) {
    return regions(List.of(names));
  }

  /**
   * How many instances each account has in each region; 1,000 unless told. Other resources follow
   * from it.
   *
   * @param perAccountAndRegion 1 to 10,000,000
   * @return this
   */
  public SimulatorBuilder instances(long perAccountAndRegion) {
    instances = Estate.checkedInstances(perAccountAndRegion);
    return this;
  }

  /**
   * How fast the token buckets refill.
   *
   * @param factor 1 for AWS's own figures, 10 for ten times as fast; positive. The buckets keep
   *     their sizes
   * @return this
   */
  public SimulatorBuilder throttling(double factor) {
    if (!(factor > 0 && factor <= 1e6)) {
      throw new IllegalArgumentException(
          "throttling factor must be above 0 and at most 1000000, was " + factor);
    }
    throttlingFactor = factor;
    return this;
  }

  /**
   * No token buckets.
   *
   * @return this
   */
  public SimulatorBuilder unthrottled() {
    throttlingFactor = Double.POSITIVE_INFINITY;
    return this;
  }

  /**
   * How long calls take; no time unless told.
   *
   * @param newLatency the distribution
   * @return this
   */
  public SimulatorBuilder latency(Latency newLatency) {
    latency = newLatency;
    return this;
  }

  /**
   * What goes wrong; nothing unless told.
   *
   * @param newFaults the schedule
   * @return this
   */
  public SimulatorBuilder faults(Faults newFaults) {
    faults = newFaults;
    return this;
  }

  /**
   * How many keys of a BatchGetItem call DynamoDB leaves unprocessed; none unless told.
   *
   * @param share the share of the keys, 0 to 1; drawn from the seed. One key of a call is always
   *     processed
   * @return this
   */
  public SimulatorBuilder unprocessedKeys(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share of unprocessed keys must be 0 to 1, was " + share);
    }
    unprocessedKeys = share;
    return this;
  }

  /**
   * Starts it.
   *
   * @return a simulator that listens already; close it in the end
   */
  public Simulator start() {
    Estate estate = new Estate(seed, accounts, regions, instances);
    return start(Catalogue.operations(estate, unprocessedKeys));
  }

  /** Starts a simulator that has these operations. */
  Simulator start(List<Operation<?, ?>> operations) {
    return new Simulator(this, operations);
  }

  long seed() {
    return seed;
  }

  List<String> accounts() {
    return accounts;
  }

  List<String> regions() {
    return regions;
  }

  long instances() {
    return instances;
  }

  double throttlingFactor() {
    return throttlingFactor;
  }

  Latency latency() {
    return latency;
  }

  Faults faults() {
    return faults;
  }

  private static List<String> numbered(int count) {
    return IntStream.range(0, count).mapToObj(i -> Long.toString(FIRST_ACCOUNT + i)).toList();
  }

  private static List<String> someDistinct(String name, List<String> values) {
    if (values.isEmpty() || new HashSet<>(values).size() < values.size()) {
      throw new IllegalArgumentException(
          name + " must be distinct, and one at least, were " + values);
    }
    return List.copyOf(values);
  }
}
