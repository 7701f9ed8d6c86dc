package io.github.reactoraws.examples;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options as they were typed; {@link Plan} tells whether they make sense. */
@Command(
    name = "inventory",
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpWidth = 100,
    header =
        "Lists the resources of AWS accounts and regions, by default of an embedded simulator.",
    footer = {
      "",
      "Exit status: 0 everything was listed; 1 something was not, the rest was; 2 bad input."
    })
final class InventoryOptions {

  @Option(
      names = "--scale",
      paramLabel = "N",
      description = "About how many resources the simulator holds; 100000 unless told.")
  private @Nullable String scale;

  @Option(
      names = "--accounts",
      paramLabel = "N|ID,ID…",
      description = {
        "Simulator: how many accounts, 1 to 100; 3 unless told.",
        "Otherwise: their ids, entered through --role; the caller's own account unless told."
      })
  private @Nullable String accounts;

  @Option(
      names = "--regions",
      paramLabel = "NAME,…",
      description = {
        "Simulator: us-east-1,eu-west-1,ap-southeast-2 unless told.",
        "Otherwise: all regions that the account has enabled unless told."
      })
  private @Nullable String regions;

  @Option(
      names = "--services",
      paramLabel = "NAME,…",
      description = {
        "What to list: ec2, lambda, states, iam, s3, or a part of one,",
        "such as ec2:instance; all unless told."
      })
  private @Nullable String services;

  @Option(
      names = "--page-size",
      paramLabel = "N",
      description = {
        "Resources asked for in one call, 5 to 1000; 1000 unless told.",
        "Where a service allows less, the most that it allows."
      })
  private @Nullable String pageSize;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = {
        "Write each resource as one line of JSON (NDJSON).",
        "The file is replaced when the run ends, even if a listing failed."
      })
  private @Nullable String output;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = {
        "Keep what is listed in this folder, and take it from there for an hour.",
        "Made if it is not there; several runs at once may share it."
      })
  private @Nullable String cache;

  @Option(
      names = "--summary",
      paramLabel = "json",
      description = "Print the summary also as one JSON object, the last line of stdout.")
  private @Nullable String summary;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "List what answers there, with the default credential chain.")
  private @Nullable String endpoint;

  @Option(names = "--aws", description = "List AWS itself, with the default credential chain.")
  private boolean aws;

  @Option(
      names = "--role",
      paramLabel = "NAME",
      description = "The role to assume in each of --accounts.")
  private @Nullable String role;

  @Option(names = "--help", usageHelp = true, description = "Print this and end.")
  private boolean help;

  @Option(names = "--version", versionHelp = true, description = "Print the version and end.")
  private boolean version;

  Optional<String> scale() {
    return Optional.ofNullable(scale);
  }

  Optional<String> accounts() {
    return Optional.ofNullable(accounts);
  }

  Optional<String> regions() {
    return Optional.ofNullable(regions);
  }

  Optional<String> services() {
    return Optional.ofNullable(services);
  }

  Optional<String> pageSize() {
    return Optional.ofNullable(pageSize);
  }

  Optional<String> output() {
    return Optional.ofNullable(output);
  }

  Optional<String> cache() {
    return Optional.ofNullable(cache);
  }

  Optional<String> summary() {
    return Optional.ofNullable(summary);
  }

  Optional<String> endpoint() {
    return Optional.ofNullable(endpoint);
  }

  boolean aws() {
    return aws;
  }

  Optional<String> role() {
    return Optional.ofNullable(role);
  }

  boolean help() {
    return help;
  }

  boolean version() {
    return version;
  }
}
