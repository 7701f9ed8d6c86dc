package io.github.reactoraws.examples;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** One run of the command line in this JVM, and what it printed. */
record CommandLineRun(int status, List<String> out, List<String> err) {

  static CommandLineRun as(AwsCredentialsProvider caller, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        new InventoryCommand(
                () -> caller,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8))
            .run(args);
    return new CommandLineRun(status, lines(out), lines(err));
  }

  /** The last line of stdout, which {@code --summary json} makes an object. */
  Map<String, Object> summary() {
    return JsonLine.parse(out.get(out.size() - 1));
  }

  long number(String name) {
    return (Long) summary().getOrDefault(name, -1L);
  }

  /** The counts of the summary by {@code service:type}. */
  Map<String, Long> byType() {
    String prefix = "byType.";
    return summary().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().substring(prefix.length()),
                entry -> (Long) entry.getValue()));
  }

  private static List<String> lines(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
