package io.github.reactoraws.examples;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import tools.jackson.core.exc.JacksonIOException;

/** The command line: options in, exit status out, and one line for whatever is wrong. */
final class InventoryCommand {
  static final int DONE = 0;
  static final int INCOMPLETE = 1;
  static final int BAD_INPUT = 2;

  private final Supplier<? extends AwsCredentialsProvider> credentials;
  private final PrintStream out;
  private final PrintStream err;

  /**
   * @param credentials who calls, where that is not the simulator's
   */
  InventoryCommand(
      Supplier<? extends AwsCredentialsProvider> credentials, PrintStream out, PrintStream err) {
    this.credentials = credentials;
    this.out = out;
    this.err = err;
  }

  int run(String... args) {
    InventoryOptions options = new InventoryOptions();
    CommandLine parser = new CommandLine(options);
    try {
      parser.parseArgs(args);
      if (options.help()) {
        parser.usage(out);
        return DONE;
      }
      if (options.version()) {
        parser.printVersionHelp(out);
        return DONE;
      }
      return run(Plan.of(options));
    } catch (ParameterException e) {
      return refuse(message(e));
    } catch (BadInput e) {
      return refuse(String.valueOf(e.getMessage()));
    } catch (JacksonIOException | UncheckedIOException e) {
      err.println(OneLine.of("--output could not be written: " + e.getCause()));
      return INCOMPLETE;
    }
  }

  private int run(Plan plan) {
    Summary summary = new InventoryRun(plan, credentials, err).run();
    List<Failure> failures = summary.census().failures();
    failures.forEach(err::println);
    out.println(SummaryTable.of(summary));
    if (plan.jsonSummary()) {
      out.println(SummaryJson.of(summary));
    }
    return failures.isEmpty() ? DONE : INCOMPLETE;
  }

  private int refuse(String message) {
    err.println(OneLine.of(message));
    return BAD_INPUT;
  }

  private static String message(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return String.valueOf(e.getMessage());
    }
    String argument = unmatched.getUnmatched().get(0);
    if (!unmatched.isUnknownOption()) {
      return "unexpected argument " + argument + ": every option begins with --, see --help";
    }
    return "unknown option " + argument + ": " + suggestion(unmatched.getSuggestions());
  }

  private static String suggestion(List<String> nearest) {
    return nearest.isEmpty() ? "see --help" : "did you mean " + nearest.get(0) + "?";
  }
}
