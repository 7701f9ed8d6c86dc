package io.github.reactoraws.examples;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the options ask for, checked.
 *
 * @param target where to look
 * @param kinds what to look for
 * @param pageSize how many resources to ask for in one call
 * @param output where each resource is written
 * @param cache the folder where listings are kept
 * @param jsonSummary whether the summary is also printed as JSON
 */
record Plan(
    Target target,
    Set<ResourceKind> kinds,
    int pageSize,
    Optional<Path> output,
    Optional<Path> cache,
    boolean jsonSummary) {

  /** Where an inventory looks. */
  sealed interface Target permits Simulated, Aws {}

  /** An embedded simulator. */
  record Simulated(long scale, int accounts, List<String> regions) implements Target {}

  /**
   * AWS, or what answers in its place.
   *
   * @param option what the user chose it by
   * @param accounts the accounts to enter by assuming {@code role}; none for the caller's own
   * @param regions none for those that each account has enabled
   */
  record Aws(
      String option,
      Optional<URI> endpoint,
      List<String> accounts,
      String role,
      List<String> regions)
      implements Target {}

  private static final int DEFAULT_SCALE = 100_000;
  private static final int MOST_SCALE = 10_000_000;
  private static final int DEFAULT_ACCOUNTS = 3;
  private static final int MOST_ACCOUNTS = 100;
  private static final List<String> DEFAULT_REGIONS =
      List.of("us-east-1", "eu-west-1", "ap-southeast-2");
  private static final int LEAST_PAGE = 5; // EC2 takes no less
  private static final int MOST_PAGE = 1_000;

  /**
   * Checks the options.
   *
   * @throws BadInput for the first that is wrong
   */
  static Plan of(InventoryOptions options) {
    boolean real = options.aws() || options.endpoint().isPresent();
    return new Plan(
        real ? aws(options) : simulated(options),
        options.services().map(Parse::kinds).orElse(ResourceKind.ALL),
        (int) Parse.number("--page-size", options.pageSize(), LEAST_PAGE, MOST_PAGE, MOST_PAGE),
        options.output().map(Parse::path),
        options.cache().map(Parse::folder),
        options.summary().map(Parse::json).orElse(false));
  }

  private static Target simulated(InventoryOptions options) {
    options.role().ifPresent(role -> refuse("--role", role, "only with --aws or --endpoint"));
    return new Simulated(
        Parse.number("--scale", options.scale(), 1, MOST_SCALE, DEFAULT_SCALE),
        (int) Parse.number("--accounts", options.accounts(), 1, MOST_ACCOUNTS, DEFAULT_ACCOUNTS),
        options.regions().map(Parse::regions).orElse(DEFAULT_REGIONS));
  }

  private static Target aws(InventoryOptions options) {
    String option = options.aws() ? "--aws" : "--endpoint";
    if (options.aws()) {
      options.endpoint().ifPresent(url -> refuse("--endpoint", url, "not together with --aws"));
    }
    options.scale().ifPresent(n -> refuse("--scale", n, "not together with " + option));
    if (options.accounts().isEmpty()) {
      options.role().ifPresent(role -> refuse("--role", role, "only together with --accounts"));
    }
    List<String> accounts = options.accounts().map(Parse::accounts).orElse(List.of());
    if (!accounts.isEmpty() && options.role().isEmpty()) {
      throw new BadInput(
          "--accounts "
              + String.join(",", accounts)
              + " must come with --role NAME, the role to assume in each of them");
    }
    return new Aws(
        option,
        options.endpoint().map(Parse::endpoint),
        accounts,
        options.role().map(Parse::role).orElse(""),
        options.regions().map(Parse::regions).orElse(List.of()));
  }

  private static void refuse(String option, String was, String right) {
    throw new BadInput(option + " must be used " + right + ", was " + was);
  }
}
