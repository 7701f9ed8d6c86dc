package io.github.reactoraws;

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

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    // A client of the SDK that is closed waits for its connections, on Netty's thread.
    BlockHound.install(rules -> rules.allowBlockingCallsInside(SDKS_POOL, "close"));
  }
}
