package io.github.reactoraws.examples;

import io.github.reactoraws.examples.simulator.Estate;
import io.github.reactoraws.examples.simulator.Latency;
import io.github.reactoraws.examples.simulator.Simulator;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * An embedded simulator with AWS's throttles, and latencies such as a client in the region sees.
 */
final class SimulatedCloud implements Cloud {
  private static final long SEED = 1;
  private static final long FIRST_ACCOUNT = 100_000_000_000L;
  private static final Latency LATENCY =
      Latency.logNormal(Duration.ofMillis(40), Duration.ofMillis(250));

  private final Plan.Simulated plan;
  private final Estate estate;
  private final Simulator simulator;

  SimulatedCloud(Plan.Simulated plan) {
    this.plan = plan;
    List<String> accounts =
        LongStream.range(FIRST_ACCOUNT, FIRST_ACCOUNT + plan.accounts())
            .mapToObj(Long::toString)
            .toList();
    this.estate = Estate.ofResources(SEED, accounts, plan.regions(), plan.scale());
    this.simulator =
        Simulator.builder()
            .seed(SEED)
            .accounts(accounts)
            .regions(plan.regions())
            .instances(estate.instances())
            .latency(LATENCY)
            .start();
  }

  @Override
  public Optional<URI> endpoint() {
    return Optional.of(simulator.endpoint());
  }

  /** The port is another one in each run, and the resources are the same. */
  @Override
  public String name() {
    return "simulator of %d in %d accounts and %s"
        .formatted(plan.scale(), plan.accounts(), String.join(" ", plan.regions()));
  }

  @Override
  public String homeRegion() {
    return "us-east-1";
  }

  @Override
  public OptionalLong expected() {
    return OptionalLong.of(estate.resources());
  }

  @Override
  public Flux<Account> accounts(Clients clients) {
    return Flux.fromIterable(simulator.accounts())
        .map(id -> new Account(id, "role/simulated", simulator.credentials(id)));
  }

  @Override
  public Mono<List<String>> regions(Account account, Clients clients) {
    return Mono.just(simulator.regions());
  }

  @Override
  public void close() {
    simulator.close();
  }
}
