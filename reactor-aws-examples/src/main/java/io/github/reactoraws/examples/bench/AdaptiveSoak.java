package io.github.reactoraws.examples.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Random pipelines under random faults, in a JVM where Netty looks for leaks at each buffer: in the
 * end no permit is in use, nobody waits, no attempt is open, no buffer leaked, and heap and threads
 * are what they were.
 */
public final class AdaptiveSoak {
  private static final int SECONDS = 300;
  private static final Duration TO_END = Duration.ofMinutes(10);
  private static final List<String> OPTIONS =
      List.of(
          "-Xmx512m",
          "-Dio.netty.leakDetection.level=paranoid",
          // Where a buffer was made and released is told, not each byte that was written to it.
          "-Dio.netty.leakDetection.acquireAndReleaseOnly=true");

  private AdaptiveSoak() {}

  /**
   * Soaks for five minutes and prints what was counted.
   *
   * @param args how many seconds instead, if any
   * @throws Exception if anything is left; the message says what
   */
  public static void main(String... args) throws Exception {
    System.out.println(soak(args.length == 0 ? SECONDS : Integer.parseInt(args[0])));
  }

  /** What was counted. */
  static String soak(int seconds) throws IOException, InterruptedException {
    Duration timeout = Duration.ofSeconds(seconds).plus(TO_END);
    return ChildJvm.run(timeout, OPTIONS, SoakRun.class, "" + seconds);
  }
}
