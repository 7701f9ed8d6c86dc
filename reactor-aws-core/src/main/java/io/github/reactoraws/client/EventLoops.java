package io.github.reactoraws.client;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;

/**
 * The threads of the HTTP client, and the sockets that they serve. They are ours because the SDK's
 * own take two idle seconds to close.
 */
final class EventLoops implements AutoCloseable {
  private static final String THREADS = "reactoraws-http";
  // For the loops to tell each other of the connections that they have closed.
  private static final long QUIET_MILLIS = 100;
  private static final long LONGEST_CLOSE_MILLIS = 5_000;

  private final EventLoopGroup loops;
  private final OpenConnections connections;

  /**
   * @param threads how many loops
   * @param figures hears of each connection
   */
  @SuppressWarnings("deprecation") // the SDK's client knows no group of Netty 4.2
  EventLoops(int threads, PoolFigures figures) {
    this.loops = new NioEventLoopGroup(threads, new DefaultThreadFactory(THREADS, true));
    this.connections = new OpenConnections(figures);
  }

  SdkEventLoopGroup group() {
    return SdkEventLoopGroup.create(loops, this::socket);
  }

  /** Blocks until the connections, which others close, and then the threads are at their end. */
  @Override
  public void close() {
    connections.awaitClosed(LONGEST_CLOSE_MILLIS);
    loops
        .shutdownGracefully(QUIET_MILLIS, LONGEST_CLOSE_MILLIS, MILLISECONDS)
        .awaitUninterruptibly(LONGEST_CLOSE_MILLIS);
  }

  private Channel socket() {
    Channel channel = new NioSocketChannel();
    channel.pipeline().addLast(connections);
    return channel;
  }
}
