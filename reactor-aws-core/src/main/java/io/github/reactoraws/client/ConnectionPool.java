package io.github.reactoraws.client;

import io.github.reactoraws.metrics.Meter;
import io.github.reactoraws.metrics.Recorder;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;

/**
 * The connections of many service clients: one HTTP client of the SDK on Netty, with its event
 * loops, made to fit what the stages may have in flight.
 *
 * <pre>{@code
 * ConnectionPool pool = ConnectionPool.builder().maxConnections(256).build();
 * Ec2AsyncClient ec2 = Ec2AsyncClient.builder().httpClient(pool.client()).build();
 * }</pre>
 *
 * <p><b>Size:</b> {@code maxConnections} is the most calls that all stages over these clients may
 * have in flight together: the cap of their limiters, {@code maxInFlight}. The SDK keeps that many
 * connections for each endpoint, so no endpoint can be asked for more than it has, and 'Acquire
 * operation took longer than the configured maximum time' cannot come from the stages. They wait
 * for a connection only while it is opened, or handed back by the call before: the SDK ends a call
 * a moment before it hands back the connection, and closes that of a cancelled call. A repetition
 * by the SDK belongs to its call and needs no connection beyond it. Calls outside the stages come
 * on top and may wait, at most {@code maxWaiting} at an endpoint for {@code acquireTimeout}. So may
 * all where a call's answer is streamed, as S3 objects can be: such a call ends before its body
 * does, which keeps the connection until it is read or cancelled. Give those a pool of their own.
 *
 * <p><b>Connections:</b> HTTP/1.1, kept alive, closed after five seconds without use. At once open
 * are the calls in flight and, for those five seconds, what was in use before at each endpoint.
 * What else can be set is as the SDK has it.
 *
 * <p><b>Meters:</b> {@link Meter#POOL_LEASED}, {@link Meter#POOL_WAITING} and {@link
 * Meter#POOL_AVAILABLE}, counted over all endpoints at the moment when they are asked for; without
 * a recorder nothing is counted.
 *
 * <p><b>Threads:</b> daemons named {@code reactoraws-http-…}; calls end on the SDK's own executor,
 * not on these. Thread-safe. Needs {@code software.amazon.awssdk:netty-nio-client}, which is an
 * optional dependency.
 */
public final class ConnectionPool implements AutoCloseable {
  private final PoolFigures figures = new PoolFigures();
  private final EventLoops loops;
  private final SdkAsyncHttpClient http;
  private final PooledClient client;
  private final AtomicBoolean closed = new AtomicBoolean();

  private ConnectionPool(Builder spec) {
    this.loops = new EventLoops(spec.threads, figures);
    SdkAsyncHttpClient netty =
        NettyNioAsyncHttpClient.builder()
            .eventLoopGroup(loops.group())
            .maxConcurrency(spec.maxConnections)
            .maxPendingConnectionAcquires(spec.maxWaiting)
            .connectionTimeout(spec.connectionTimeout)
            .tlsNegotiationTimeout(spec.tlsTimeout)
            .connectionAcquisitionTimeout(spec.acquireTimeout)
            .build();
    this.http = spec.recorder == Recorder.none() ? netty : new CountedClient(netty, figures);
    this.client = new PooledClient(http);
    figures.show(spec.recorder);
  }

  /**
   * Begins with the defaults.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns what service clients are built with, by {@code httpClient(pool.client())}. They do not
   * close it, and closing it does nothing: the pool is closed by its owner.
   *
   * @return the shared client, always the same
   */
  public SdkAsyncHttpClient client() {
    return client;
  }

  /**
   * Closes the connections and ends the threads; close the service clients first. What is in flight
   * fails, as do further calls. Does nothing the second time.
   *
   * <p>Blocks until all is closed: a tenth of a second as a rule, 15 s at most. Must not be called
   * on a thread of the pool.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      client.retire();
      http.close(); // before what is in flight fails: its connections would be given to others
      client.failInFlight();
      loops.close();
      figures.hide();
    }
  }

  /**
   * Builds a {@link ConnectionPool}. A setter refuses a value out of its bounds by an {@link
   * IllegalArgumentException} that names it. Not thread-safe.
   */
  public static final class Builder {
    private int maxConnections = 256;
    private int maxWaiting = 10_000;
    private Duration connectionTimeout = Duration.ofSeconds(2);
    private Duration tlsTimeout = Duration.ofSeconds(5);
    private Duration acquireTimeout = Duration.ofSeconds(30);
    private int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
    private Recorder recorder = Recorder.none();

    private Builder() {}

    /**
     * Sets the most connections to one endpoint: the most calls that all stages together may have
     * in flight.
     *
     * @param connections 1 or more; 256 by default, which is what {@code flatMap} has in flight
     * @return this builder
     */
    public Builder maxConnections(int connections) {
      maxConnections = Bounds.atLeast(1, "maxConnections", connections);
      return this;
    }

    /**
     * Sets how many calls may wait for a connection to one endpoint; further ones fail at once.
     *
     * @param calls 1 or more; 10,000 by default
     * @return this builder
     */
    public Builder maxWaiting(int calls) {
      maxWaiting = Bounds.atLeast(1, "maxWaiting", calls);
      return this;
    }

    /**
     * Sets how long the opening of a connection may take, without TLS.
     *
     * @param timeout between 1 ms and 1 h; 2 s by default
     * @return this builder
     */
    public Builder connectionTimeout(Duration timeout) {
      connectionTimeout = Bounds.timeout("connectionTimeout", timeout);
      return this;
    }

    /**
     * Sets how long the TLS handshake of a connection may take.
     *
     * @param timeout between 1 ms and 1 h; 5 s by default
     * @return this builder
     */
    public Builder tlsTimeout(Duration timeout) {
      tlsTimeout = Bounds.timeout("tlsTimeout", timeout);
      return this;
    }

    /**
     * Sets how long a call may be without connection, its opening included.
     *
     * @param timeout longer than {@code connectionTimeout} and {@code tlsTimeout} together, or a
     *     slow network would be told as a full pool; at most 1 h; 30 s by default
     * @return this builder
     */
    public Builder acquireTimeout(Duration timeout) {
      acquireTimeout = Bounds.timeout("acquireTimeout", timeout);
      return this;
    }

    /**
     * Sets how many threads move the bytes of all connections.
     *
     * @param loops 1 or more; by default as many as there are processors, and at least 2
     * @return this builder
     */
    public Builder threads(int loops) {
      threads = Bounds.atLeast(1, "threads", loops);
      return this;
    }

    /**
     * Sets what shows the figures of the pool, until it is closed.
     *
     * @param gauges {@link Recorder#none()} by default
     * @return this builder
     */
    public Builder recorder(Recorder gauges) {
      recorder = Objects.requireNonNull(gauges, "recorder");
      return this;
    }

    /**
     * Opens the pool; a connection is opened when a call needs it.
     *
     * @return the pool, which its owner closes
     * @throws IllegalArgumentException if {@code acquireTimeout} leaves no time to open a
     *     connection
     */
    public ConnectionPool build() {
      Duration opening = connectionTimeout.plus(tlsTimeout);
      if (acquireTimeout.compareTo(opening) <= 0) {
        throw new IllegalArgumentException(
            "acquireTimeout must be longer than connectionTimeout and tlsTimeout together, "
                + opening
                + ", was "
                + acquireTimeout);
      }
      return new ConnectionPool(this);
    }
  }
}
