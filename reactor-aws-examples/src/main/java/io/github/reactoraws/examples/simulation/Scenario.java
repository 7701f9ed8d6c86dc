package io.github.reactoraws.examples.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One server and its clients: what happens to them, and when. */
public final class Scenario {
  private static final double NANOS = 1e9;

  private final EventQueue events = new EventQueue();
  private final SplittableRandom random;
  private final Governor governor;
  private final List<Client> clients = new ArrayList<>();

  private Scenario(Governor governor, long seed) {
    this.governor = governor;
    this.random = new SplittableRandom(seed);
  }

  /**
   * A greedy client of a token bucket.
   *
   * @param governor decides when it calls
   * @param seed of all draws
   * @param bucket what happens to the server
   * @param seconds how long
   * @return what the client did
   */
  public static CallLog bucket(Governor governor, long seed, Bucket bucket, double seconds) {
    Scenario scenario = new Scenario(governor, seed);
    scenario.join(scenario.server(bucket), Demand.GREEDY);
    return scenario.run(seconds).get(0);
  }

  /**
   * A greedy client of a number of workers.
   *
   * @param governor decides when it calls
   * @param seed of all draws
   * @param workers what happens to the server
   * @param seconds how long
   * @return what the client did
   */
  public static CallLog workers(Governor governor, long seed, Workers workers, double seconds) {
    Scenario scenario = new Scenario(governor, seed);
    scenario.join(scenario.server(workers), Demand.GREEDY);
    return scenario.run(seconds).get(0);
  }

  /**
   * A greedy client of a token bucket, and a second one that joins.
   *
   * @param governor decides when they call
   * @param seed of all draws
   * @param bucket what happens to the server
   * @param joins when, in seconds
   * @param seconds how long
   * @return what the clients did
   */
  public static List<CallLog> secondOfBucket(
      Governor governor, long seed, Bucket bucket, double joins, double seconds) {
    Scenario scenario = new Scenario(governor, seed);
    return scenario.two(scenario.server(bucket), joins, seconds);
  }

  /**
   * A greedy client of a number of workers, and a second one that joins.
   *
   * @param governor decides when they call
   * @param seed of all draws
   * @param workers what happens to the server
   * @param joins when, in seconds
   * @param seconds how long
   * @return what the clients did
   */
  public static List<CallLog> secondOfWorkers(
      Governor governor, long seed, Workers workers, double joins, double seconds) {
    Scenario scenario = new Scenario(governor, seed);
    return scenario.two(scenario.server(workers), joins, seconds);
  }

  /**
   * A client of a number of workers whose downstream is slow at first.
   *
   * @param governor decides when it calls
   * @param seed of all draws
   * @param workers what happens to the server
   * @param perSecond calls a second that downstream asks for
   * @param opens when it asks for all, in seconds
   * @param seconds how long
   * @return what the client did
   */
  public static CallLog slowDownstream(
      Governor governor,
      long seed,
      Workers workers,
      double perSecond,
      double opens,
      double seconds) {
    Scenario scenario = new Scenario(governor, seed);
    Client client =
        scenario.join(
            scenario.server(workers),
            now -> now < opens * NANOS ? (long) (now / NANOS * perSecond) : Long.MAX_VALUE);
    for (double at = 0; at < opens; at += 1 / perSecond) {
      scenario.events.at((long) (at * NANOS), client::drain);
    }
    scenario.events.at((long) (opens * NANOS), client::drain);
    return scenario.run(seconds).get(0);
  }

  private List<CallLog> two(Server server, double joins, double seconds) {
    join(server, Demand.GREEDY);
    events.at((long) (joins * NANOS), () -> join(server, Demand.GREEDY));
    return run(seconds);
  }

  private Client join(Server server, Demand demand) {
    Client client = new Client(events, server, governor, demand, random.split());
    clients.add(client);
    client.drain();
    return client;
  }

  private List<CallLog> run(double seconds) {
    events.runUntil((long) (seconds * NANOS));
    return clients.stream().map(Client::log).toList();
  }

  private Server server(Bucket bucket) {
    BucketServer server =
        new BucketServer(
            events,
            jitter(bucket.latency(), Bucket.SPREAD),
            bucket.capacity(),
            bucket.steps().get(0).value());
    for (Step step : bucket.steps()) {
      events.at((long) (step.at() * NANOS), () -> server.refillAt(step.value()));
    }
    return server;
  }

  private Server server(Workers workers) {
    WorkerServer server =
        new WorkerServer(
            events,
            jitter(workers.latency(), workers.spread()),
            (int) workers.steps().get(0).value());
    for (Step step : workers.steps()) {
      events.at((long) (step.at() * NANOS), () -> server.employ((int) step.value()));
    }
    return server;
  }

  private Jitter jitter(double latency, double spread) {
    return new Jitter((long) (latency * NANOS), spread, random.split());
  }
}
