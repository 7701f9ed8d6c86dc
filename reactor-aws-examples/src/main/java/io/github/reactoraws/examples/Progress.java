package io.github.reactoraws.examples;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a run has come, live on a terminal; silent where there is none. Not thread-safe. */
final class Progress implements AutoCloseable {
  private static final int UPDATE_MILLIS = 200;
  private static final int LINE_LENGTH = 100;
  private static final long UNKNOWN = -1;
  private static final int STEPS_A_LOOK = 1_000; // at the cost, which takes a walk over counters

  private final Optional<ProgressBar> bar;
  private final Supplier<String> cost;
  private long steps;

  private Progress(Optional<ProgressBar> bar, Supplier<String> cost) {
    this.bar = bar;
    this.cost = cost;
  }

  /** Shows nothing. */
  static Progress silent() {
    return new Progress(Optional.empty(), () -> "");
  }

  /**
   * A line on {@code terminal} that changes five times a second.
   *
   * @param expected how many resources there are, where that is known
   */
  static Progress on(PrintStream terminal, OptionalLong expected, Metering metering) {
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName("Resources")
            .setInitialMax(expected.orElse(UNKNOWN))
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(UPDATE_MILLIS)
            .setConsumer(new ConsoleProgressBarConsumer(terminal, LINE_LENGTH))
            .showSpeed()
            .build();
    return new Progress(Optional.of(bar), () -> cost(metering));
  }

  /** One more resource. */
  void step() {
    if (bar.isPresent()) {
      bar.get().step();
      if (steps++ % STEPS_A_LOOK == 0) {
        bar.get().setExtraMessage(cost.get());
      }
    }
  }

  @Override
  public void close() {
    bar.ifPresent(shown -> shown.setExtraMessage(cost.get()).close());
  }

  private static String cost(Metering metering) {
    return String.format(
        Locale.ROOT, " %,d calls, %,d throttled", metering.calls(), metering.throttled());
  }
}
