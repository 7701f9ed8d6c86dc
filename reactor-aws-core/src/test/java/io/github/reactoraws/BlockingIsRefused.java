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

  private static final String SDKS_DIGESTS =
      "software.amazon.awssdk.checksums.internal.DigestAlgorithm";

  private static final String TCKS_INBOX = "org.reactivestreams.tck.TestEnvironment$Receptacle";
  private static final String TCKS_PROMISE = "org.reactivestreams.tck.TestEnvironment$Promise";

  private static final String SDKS_SIGNING_KEYS = "software.amazon.awssdk.utils.cache.FifoCache";

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    BlockHound.install(
        rules ->
            rules
                // A client of the SDK that is closed waits for its connections, on Netty's thread.
                .allowBlockingCallsInside(SDKS_POOL, "close")
                // Signing takes digests and keys that the SDK keeps under short locks.
                .allowBlockingCallsInside(SDKS_DIGESTS, "getDigest")
                .allowBlockingCallsInside(SDKS_DIGESTS + "$CloseableMessageDigest", "close")
                .allowBlockingCallsInside(SDKS_SIGNING_KEYS, "get")
                .allowBlockingCallsInside(SDKS_SIGNING_KEYS, "add")
                // The TCK's subscribers put signals into queues with a lock: refused, one is lost.
                .allowBlockingCallsInside(TCKS_INBOX, "add")
                .allowBlockingCallsInside(TCKS_INBOX, "complete")
                .allowBlockingCallsInside(TCKS_PROMISE, "complete")
                .allowBlockingCallsInside(TCKS_PROMISE, "completeImmediatly"));
  }
}
