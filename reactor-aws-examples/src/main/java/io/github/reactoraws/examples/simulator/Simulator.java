package io.github.reactoraws.examples.simulator;

import java.net.URI;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/**
 * An in-process AWS on a free port of loopback, for real SDK clients.
 *
 * <p>Several accounts and regions live behind one endpoint: the access key id says the account, the
 * signature's scope says region and service. Signatures are not verified. All data is computed from
 * a seed when it is asked for.
 *
 * <p><b>Memory:</b> one counter and at most two token buckets per account, region and operation
 * that was called. <b>Threads:</b> two daemon threads of its own, and Reactor's parallel scheduler
 * for delays. Thread-safe.
 */
public final class Simulator implements AutoCloseable {
  private final List<String> accounts;
  private final List<String> regions;
  private final TallyCounters tally = new TallyCounters();
  private final SimulatorServer server;

  Simulator(SimulatorBuilder options, List<Operation<?, ?>> operations) {
    this.accounts = options.accounts();
    this.regions = options.regions();
    Faults faults = options.faults();
    Gate gate = new Gate(operations, Set.copyOf(accounts), Set.copyOf(regions), faults);
    Throttle throttle = new Throttle(options.throttlingFactor(), System::nanoTime);
    Service service = new Service(gate, throttle, options.latency(), faults, tally);
    this.server = SimulatorServer.start(service, new ReplySender(faults.slowBody()));
  }

  /**
   * One account with a thousand instances in {@code us-east-1}, throttled as AWS does, unless told
   * otherwise.
   *
   * @return a builder; {@link SimulatorBuilder#start} starts the simulator
   */
  public static SimulatorBuilder builder() {
    return new SimulatorBuilder();
  }

  /**
   * Where it listens.
   *
   * @return an endpoint override for SDK clients
   */
  public URI endpoint() {
    return server.endpoint();
  }

  /**
   * The accounts that have credentials.
   *
   * @return their ids, 12 digits each
   */
  public List<String> accounts() {
    return accounts;
  }

  /**
   * The regions that have resources.
   *
   * @return their names
   */
  public List<String> regions() {
    return regions;
  }

  /**
   * Credentials of an account.
   *
   * @param account one of {@link #accounts}
   * @return what its calls are signed with
   */
  public AwsCredentialsProvider credentials(String account) {
    return StaticCredentialsProvider.create(AccessKeys.of(known("account", account, accounts)));
  }

  /**
   * Points an SDK client at the simulator: endpoint, region and credentials.
   *
   * @param <B> the type of the builder
   * @param client a builder of any client of a service that the simulator has
   * @param account one of {@link #accounts}
   * @param region one of {@link #regions}
   * @return the same builder
   */
  public <B extends AwsClientBuilder<B, ?>> B configure(B client, String account, String region) {
    return client
        .endpointOverride(endpoint())
        .region(Region.of(known("region", region, regions)))
        .credentialsProvider(credentials(account));
  }

  /**
   * What it has answered so far.
   *
   * @return a snapshot; calls under way may be in it in part
   */
  public Tally tally() {
    return tally.snapshot();
  }

  /**
   * Stops listening and closes all connections.
   *
   * <p>Waits for its threads, ten seconds at most; not to be called from an event loop.
   */
  @Override
  public void close() {
    server.close();
  }

  private static String known(String what, String value, List<String> all) {
    if (!all.contains(value)) {
      throw new IllegalArgumentException(what + " must be one of " + all + ", was " + value);
    }
    return value;
  }
}
