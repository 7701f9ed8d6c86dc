package io.github.reactoraws.examples;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import reactor.blockhound.BlockHound;

/**
 * Lets a call that blocks fail on a thread that must not block, such as Netty's and those of {@code
 * Schedulers.parallel()}, in every test of this module; {@code META-INF/services} names it.
 */
public final class BlockingIsRefused implements LauncherSessionListener {
  private static final String SDKS_POOL =
      "software.amazon.awssdk.http.nio.netty.internal.BetterSimpleChannelPool";

  private static final String NETTYS_MEMORY =
      "io.netty.buffer.AdaptivePoolingAllocator$MagazineGroup";

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    BlockHound.install(
        rules ->
            rules
                // A client of the SDK that is closed waits for its connections, on Netty's thread.
                .allowBlockingCallsInside(SDKS_POOL, "close")
                // Netty's memory is taken under a lock while more threads come to share it.
                .allowBlockingCallsInside(NETTYS_MEMORY, "tryExpandMagazines")
                // Reads the JDK's settings of the network with the first socket.
                .allowBlockingCallsInside("sun.net.NetProperties", "loadDefaultProperties")
                // Reads the system's source of randomness, which does not keep one waiting.
                .allowBlockingCallsInside("java.util.UUID", "randomUUID"));
  }
}
