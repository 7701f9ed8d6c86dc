package io.github.reactoraws.examples;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;

/** What an inventory can list, named as AWS's tagging API names it. */
enum ResourceKind {
  INSTANCE("ec2", "instance", Reach.REGION, Ec2Listings::instances),
  VOLUME("ec2", "volume", Reach.REGION, Ec2Listings::volumes),
  IMAGE("ec2", "image", Reach.REGION, Ec2Listings::images),
  SECURITY_GROUP("ec2", "security-group", Reach.REGION, Ec2Listings::securityGroups),
  FUNCTION("lambda", "function", Reach.REGION, LambdaListings::functions),
  STATE_MACHINE("states", "stateMachine", Reach.REGION, StatesListings::stateMachines),
  EXECUTION("states", "execution", Reach.REGION, StatesListings::executions),
  ROLE("iam", "role", Reach.ACCOUNT, IamListings::roles),
  BUCKET("s3", "bucket", Reach.REGION, S3Listings::buckets);

  /** Every kind. */
  static final Set<ResourceKind> ALL =
      Collections.unmodifiableSet(EnumSet.allOf(ResourceKind.class));

  /** Whether a service is asked in each region, or once for the whole account. */
  private enum Reach {
    ACCOUNT,
    REGION
  }

  private final String service;
  private final String type;
  private final Reach reach;

  @SuppressWarnings("ImmutableEnumChecker") // references to static methods hold no state
  private final Function<Site, Flux<Resource>> listing;

  ResourceKind(String service, String type, Reach reach, Function<Site, Flux<Resource>> listing) {
    this.service = service;
    this.type = type;
    this.reach = reach;
    this.listing = listing;
  }

  /** The kinds of a service such as {@code ec2}, or the one named {@code ec2:instance}. */
  static Set<ResourceKind> named(String name) {
    return ALL.stream()
        .filter(kind -> kind.service.equals(name) || kind.toString().equals(name))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(ResourceKind.class)));
  }

  String service() {
    return service;
  }

  String type() {
    return type;
  }

  boolean global() {
    return reach == Reach.ACCOUNT;
  }

  /** Lists all of them at one place; cold. */
  Flux<Resource> at(Site site) {
    return listing.apply(site);
  }

  @Override
  public String toString() {
    return service + ":" + type;
  }
}
