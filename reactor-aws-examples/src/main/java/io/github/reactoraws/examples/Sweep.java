package io.github.reactoraws.examples;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The inventory itself: accounts × regions × kinds as one Flux.
 *
 * <p><b>Calls in flight:</b> at most {@link #CALLS_AT_ONCE}. <b>Memory:</b> for each listing under
 * way, those of executions inside one included, two pages and {@link #FINDINGS_AHEAD} findings; for
 * one of instances also those that wait for the names of their images. <b>Errors:</b> none; a
 * listing that fails ends with a {@link Failure} and the others go on.
 */
final class Sweep {
  private static final int LISTINGS_AT_ONCE = 16;
  private static final int FINDINGS_AHEAD = 256;

  /** Each listing has one call in flight, and those of executions and instances a few. */
  static final int CALLS_AT_ONCE =
      LISTINGS_AT_ONCE * Math.max(StatesListings.MOST_CALLS, Ec2Listings.MOST_CALLS);

  private final Cloud cloud;
  private final Clients clients;
  private final ListingCache cache;
  private final ImageNames imageNames;
  private final Set<ResourceKind> kinds;
  private final int pageSize;

  Sweep(
      Cloud cloud,
      Clients clients,
      ListingCache cache,
      ImageNames imageNames,
      Set<ResourceKind> kinds,
      int pageSize) {
    this.cloud = cloud;
    this.clients = clients;
    this.cache = cache;
    this.imageNames = imageNames;
    this.kinds = kinds;
    this.pageSize = pageSize;
  }

  /** Everything there is, in no order; cold. */
  Flux<Finding> findings() {
    return Flux.defer(() -> cloud.accounts(clients))
        .concatMap(this::listings)
        .onErrorResume(e -> failed("caller", cloud.homeRegion(), "sts", e).map(Flux::just))
        .flatMap(Function.identity(), LISTINGS_AT_ONCE, FINDINGS_AHEAD);
  }

  /** The listings of an account, or why it cannot be entered. */
  private Flux<Flux<Finding>> listings(Account account) {
    String home = cloud.homeRegion();
    Flux<Flux<Finding>> listings =
        Mono.defer(() -> cloud.regions(account, clients))
            .flatMapIterable(regions -> listings(account, regions))
            .onErrorResume(e -> failed(account.id(), home, "ec2:region", e).map(Flux::just));
    return Mono.fromFuture(() -> account.credentials().resolveIdentity())
        .thenMany(listings)
        .onErrorResume(e -> failed(account.id(), home, "sts", e).map(Flux::just));
  }

  private List<Flux<Finding>> listings(Account account, List<String> regions) {
    Stream<Flux<Finding>> ofAccount =
        kinds.stream()
            .filter(ResourceKind::global)
            .map(kind -> listing(kind, new Place(account, cloud.homeRegion())));
    Stream<Flux<Finding>> ofRegions =
        regions.stream()
            .map(region -> new Place(account, region))
            .flatMap(
                place ->
                    kinds.stream()
                        .filter(kind -> !kind.global())
                        .map(kind -> listing(kind, place)));
    return Stream.concat(ofAccount, ofRegions).toList();
  }

  private Flux<Finding> listing(ResourceKind kind, Place place) {
    String region = kind.global() ? Resource.GLOBAL : place.region();
    return Flux.defer(() -> kind.at(new Site(place, clients, imageNames, pageSize)))
        .transform(cache.of(cloud, kind, place))
        .cast(Finding.class)
        .onErrorResume(e -> failed(place.account().id(), region, kind.toString(), e));
  }

  private static Flux<Finding> failed(String account, String region, String what, Throwable e) {
    return Flux.just(Failure.of(account, region, what, e));
  }
}
