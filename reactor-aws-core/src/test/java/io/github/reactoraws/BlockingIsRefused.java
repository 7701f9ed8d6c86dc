package io.github.reactoraws;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import reactor.blockhound.BlockHound;

/**
 * Lets a call that blocks fail on a thread that must not block, such as those of {@code
 * Schedulers.parallel()}, in every test of this module; {@code META-INF/services} names it.
 */
public final class BlockingIsRefused implements LauncherSessionListener {
  @Override
  public void launcherSessionOpened(LauncherSession session) {
    BlockHound.install();
  }
}
