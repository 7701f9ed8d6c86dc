package io.github.reactoraws.examples;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;

/** The event loops of the HTTP client, which would wait two seconds for its own ones at the end. */
final class NetworkThreads implements AutoCloseable {
  private static final long LONGEST_CLOSE_MILLIS = 5_000;

  private final EventLoopGroup loops;

  @SuppressWarnings("deprecation") // the SDK's client knows no group of Netty 4.2
  NetworkThreads(int count) {
    this.loops = new NioEventLoopGroup(count, new DefaultThreadFactory("inventory-network", true));
  }

  SdkEventLoopGroup group() {
    return SdkEventLoopGroup.create(loops);
  }

  @Override
  public void close() {
    loops
        .shutdownGracefully(0, LONGEST_CLOSE_MILLIS, MILLISECONDS)
        .awaitUninterruptibly(LONGEST_CLOSE_MILLIS);
  }
}
