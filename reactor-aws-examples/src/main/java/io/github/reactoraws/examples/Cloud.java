package io.github.reactoraws.examples;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What an inventory goes through: accounts and the regions of each. */
interface Cloud extends AutoCloseable {

  /** What stands in for AWS, if anything does. */
  Optional<URI> endpoint();

  /** Tells clouds apart whose answers differ, from one run to the next. */
  String name();

  /** Where the services without a region are asked. */
  String homeRegion();

  /** How many resources there are, where that is known. */
  OptionalLong expected();

  /** The accounts; cold. */
  Flux<Account> accounts(Clients clients);

  /** The regions to look at in an account; cold. */
  Mono<List<String>> regions(Account account, Clients clients);

  @Override
  void close();
}
