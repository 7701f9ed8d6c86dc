package io.github.reactoraws.examples;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Supplier;
import picocli.CommandLine.Help.Ansi;
import reactor.core.scheduler.Schedulers;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** One run of a plan, from the first connection to the last. */
final class InventoryRun {
  private static final int WAITING_TO_BE_WRITTEN = 256;

  private final Plan plan;
  private final Supplier<? extends AwsCredentialsProvider> credentials;
  private final PrintStream terminal;
  private final Metering metering = new Metering();
  private final ImageNames imageNames = new ImageNames();

  /**
   * @param credentials who calls, where that is not the simulator's
   * @param terminal where progress is shown, if there is a terminal
   */
  InventoryRun(
      Plan plan, Supplier<? extends AwsCredentialsProvider> credentials, PrintStream terminal) {
    this.plan = plan;
    this.credentials = credentials;
    this.terminal = terminal;
  }

  /**
   * Blocks until all is listed.
   *
   * @throws BadInput if the output cannot be written or there are no credentials
   */
  Summary run() {
    try (Output output = plan.output().<Output>map(NdjsonFile::create).orElseGet(Output::none);
        ListingCache cache = plan.cache().map(ListingCache::in).orElseGet(ListingCache::none);
        Cloud cloud = cloud();
        Clients clients = new Clients(cloud.endpoint(), Sweep.CALLS_AT_ONCE, metering)) {
      Sweep sweep = new Sweep(cloud, clients, cache, imageNames, plan.kinds(), plan.pageSize());
      long start = System.nanoTime();
      Census census;
      try (Progress progress = progress(cloud)) {
        census = take(sweep, output, progress);
      }
      output.complete();
      return Summary.of(census, metering, imageNames, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  /** Writes and counts on a thread that may block, so that those of the SDK need not. */
  private static Census take(Sweep sweep, Output output, Progress progress) {
    Census census =
        sweep
            .findings()
            .publishOn(Schedulers.boundedElastic(), WAITING_TO_BE_WRITTEN)
            .doOnNext(
                finding -> {
                  if (finding instanceof Resource resource) {
                    output.write(resource);
                    progress.step();
                  }
                })
            .collect(Census::new, Census::add)
            .block();
    return Objects.requireNonNull(census, "collect never completes empty");
  }

  private Cloud cloud() {
    return plan.target() instanceof Plan.Aws aws
        ? new AwsCloud(aws, credentials.get())
        : new SimulatedCloud((Plan.Simulated) plan.target());
  }

  /** Live where a terminal understands control codes, as picocli finds out. */
  private Progress progress(Cloud cloud) {
    boolean all = plan.kinds().equals(ResourceKind.ALL);
    return Ansi.AUTO.enabled()
        ? Progress.on(terminal, all ? cloud.expected() : OptionalLong.empty(), metering)
        : Progress.silent();
  }
}
