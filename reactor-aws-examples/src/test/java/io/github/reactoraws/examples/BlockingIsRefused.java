package io.github.reactoraws.examples;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingMethod;
import reactor.blockhound.BlockingOperationError;

/**
 * Lets a call that blocks fail on a thread that must not block, such as Netty's and those of {@code
 * Schedulers.parallel()}, in every test of this module; {@code META-INF/services} names it.
 */
public final class BlockingIsRefused implements LauncherSessionListener {
  private static final String SDKS_POOL =
      "software.amazon.awssdk.http.nio.netty.internal.BetterSimpleChannelPool";

  private static final String SDKS_DIGESTS =
      "software.amazon.awssdk.checksums.internal.DigestAlgorithm";

  private static final String SDKS_SIGNING_KEYS = "software.amazon.awssdk.utils.cache.FifoCache";

  private static final String NETTYS_MEMORY =
      "io.netty.buffer.AdaptivePoolingAllocator$MagazineGroup";

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    BlockHound.install(
        rules ->
            rules
                .blockingMethodCallback(BlockingIsRefused::tellWhence)
                // A client of the SDK that is closed waits for its connections, on Netty's thread.
                .allowBlockingCallsInside(SDKS_POOL, "close")
                // Signing takes digests and keys that the SDK keeps under short locks.
                .allowBlockingCallsInside(SDKS_DIGESTS, "getDigest")
                .allowBlockingCallsInside(SDKS_DIGESTS + "$CloseableMessageDigest", "close")
                .allowBlockingCallsInside(SDKS_SIGNING_KEYS, "get")
                .allowBlockingCallsInside(SDKS_SIGNING_KEYS, "add")
                // Netty's memory is taken under a lock while more threads come to share it.
                .allowBlockingCallsInside(NETTYS_MEMORY, "tryExpandMagazines")
                // Reads the JDK's settings of the network with the first socket.
                .allowBlockingCallsInside("sun.net.NetProperties", "loadDefaultProperties")
                // Reads the system's source of randomness, which does not keep one waiting.
                .allowBlockingCallsInside("java.util.UUID", "randomUUID"));
  }

  /** The SDK drops the stack of what fails in it, and without it the place cannot be found. */
  private static void tellWhence(BlockingMethod method) {
    BlockingOperationError refused = new BlockingOperationError(method);
    refused.printStackTrace();
    throw refused;
  }
}
