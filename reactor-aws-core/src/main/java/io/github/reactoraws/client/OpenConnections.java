package io.github.reactoraws.client;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.GlobalEventExecutor;

/** Tells when a connection is ready for requests, which is after its TLS handshake, and its end. */
@Sharable
final class OpenConnections extends ChannelInboundHandlerAdapter {
  private final PoolFigures figures;
  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

  OpenConnections(PoolFigures figures) {
    this.figures = figures;
  }

  @Override
  public void channelActive(ChannelHandlerContext connection) {
    open.add(connection.channel());
    SslHandler tls = connection.pipeline().get(SslHandler.class);
    if (tls == null) {
      ready(connection);
    } else {
      tls.handshakeFuture()
          .addListener(
              handshake -> {
                if (handshake.isSuccess()) {
                  ready(connection);
                }
              });
    }
    connection.fireChannelActive();
  }

  /** Blocks until those are closed that are open now, but not longer than told. */
  void awaitClosed(long longestMillis) {
    open.newCloseFuture().awaitUninterruptibly(longestMillis);
  }

  private void ready(ChannelHandlerContext connection) {
    figures.opened();
    connection.channel().closeFuture().addListener(end -> figures.closed());
  }
}
