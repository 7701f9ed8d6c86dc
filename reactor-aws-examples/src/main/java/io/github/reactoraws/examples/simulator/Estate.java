package io.github.reactoraws.examples.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a simulated AWS holds: accounts and regions full of resources that refer to each other.
 *
 * <p><b>Memory:</b> a few hundred bytes an account, however many resources; each resource is
 * computed from the seed and its index when it is asked for, and is the same every time.
 * <b>Threads:</b> immutable.
 */
public final class Estate {
  private static final long MOST_INSTANCES = 10_000_000;

  private final long seed;
  private final List<String> regions;
  private final Sizes sizes;
  private final Map<String, Account> accounts = new LinkedHashMap<>();

  /**
   * An estate with so many instances in each account and region, and what goes with them.
   *
   * @param seed another seed gives other ids and properties
   * @param accounts account ids of 12 digits; at least one, all different
   * @param regions region names such as {@code us-east-1}; at least one, all different
   * @param instances the EC2 instances of each account and region, 1 to 10,000,000
   * @throws IllegalArgumentException if a value is out of these bounds
   */
  public Estate(long seed, List<String> accounts, List<String> regions, long instances) {
    requireSome("accounts", accounts);
    requireSome("regions", regions);
    this.seed = seed;
    this.regions = List.copyOf(regions);
    this.sizes = new Sizes(checkedInstances(instances));
    for (String account : accounts) {
      if (account.length() != 12 || !account.chars().allMatch(c -> c >= '0' && c <= '9')) {
        throw new IllegalArgumentException("account must be 12 digits, was " + account);
      }
      this.accounts.put(account, new Account(account, this.regions, sizes, Mix.key(seed, account)));
    }
  }

  /**
   * An estate of about {@code total} resources, as {@link #resources} counts them: within a few
   * percent, as far as one instance in each account and region allows.
   *
   * @param seed another seed gives other ids and properties
   * @param accounts account ids of 12 digits; at least one, all different
   * @param regions region names such as {@code us-east-1}; at least one, all different
   * @param total how many resources, at least 1
   * @return the estate whose number of resources is closest
   * @throws IllegalArgumentException if a value is out of these bounds
   */
  public static Estate ofResources(
      long seed, List<String> accounts, List<String> regions, long total) {
    Estate largest = new Estate(seed, accounts, regions, MOST_INSTANCES);
    if (total < 1 || total > largest.resources()) {
      throw new IllegalArgumentException(
          "total must be 1 to " + largest.resources() + ", was " + total);
    }
    long below = 1;
    long above = MOST_INSTANCES;
    while (above - below > 1) {
      long middle = (below + above) / 2;
      if (resources(new Sizes(middle), accounts.size(), regions.size()) <= total) {
        below = middle;
      } else {
        above = middle;
      }
    }
    Estate smaller = new Estate(seed, accounts, regions, below);
    Estate bigger = new Estate(seed, accounts, regions, above);
    return total - smaller.resources() <= bigger.resources() - total ? smaller : bigger;
  }

  /**
   * How many resources an inventory of all accounts and regions finds: instances, volumes, images,
   * security groups, functions, state machines and their executions, roles and buckets.
   *
   * @return their number, each counted once
   */
  public long resources() {
    return resources(sizes, accounts.size(), regions.size());
  }

  /**
   * The ids of the accounts.
   *
   * @return in the order given
   */
  public List<String> accounts() {
    return List.copyOf(accounts.keySet());
  }

  /**
   * The names of the regions that every account uses.
   *
   * @return in the order given
   */
  public List<String> regions() {
    return regions;
  }

  /**
   * The EC2 instances of each account and region.
   *
   * @return their number
   */
  public long instances() {
    return sizes.instances();
  }

  long seed() {
    return seed;
  }

  Optional<Account> account(String id) {
    return Optional.ofNullable(accounts.get(id));
  }

  Optional<Place> place(String account, String region) {
    return regions.contains(region)
        ? account(account).map(known -> known.place(region))
        : Optional.empty();
  }

  private static long resources(Sizes sizes, long accounts, long regions) {
    long ofPlace =
        sizes.instances()
            + sizes.volumes()
            + sizes.images()
            + sizes.groups()
            + sizes.functions()
            + sizes.stateMachines()
            + sizes.executions();
    return accounts * (regions * ofPlace + Roles.count(sizes) + sizes.buckets());
  }

  static long checkedInstances(long instances) {
    if (instances < 1 || instances > MOST_INSTANCES) {
      throw new IllegalArgumentException(
          "instances must be 1 to " + MOST_INSTANCES + ", was " + instances);
    }
    return instances;
  }

  private static void requireSome(String what, List<String> names) {
    if (names.isEmpty() || names.stream().distinct().count() != names.size()) {
      throw new IllegalArgumentException(what + " must be some different names, were " + names);
    }
  }
}
