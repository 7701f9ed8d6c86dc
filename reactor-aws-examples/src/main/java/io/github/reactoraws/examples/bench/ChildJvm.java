package io.github.reactoraws.examples.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own for a measurement that needs one, with the class path of this module. */
final class ChildJvm {
  private ChildJvm() {}

  /** The build directory of this module, wherever the benchmark was started. */
  static Path target() {
    try {
      URI classes = ChildJvm.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Path.of(classes.resolve(".."));
    } catch (URISyntaxException malformed) {
      throw new IllegalStateException(malformed);
    }
  }

  /** This module's classes and its dependencies, as the build wrote them down. */
  static String classPath() {
    try {
      return target().resolve("classes")
          + File.pathSeparator
          + Files.readString(target().resolve("classpath")).strip();
    } catch (IOException missing) {
      throw new UncheckedIOException(
          "mvn compile writes target/classpath, which is missing", missing);
    }
  }

  /** Starts {@code main}, whose output is to be read, and whose errors are told with our own. */
  static Process start(List<String> options, Class<?> main, String... arguments)
      throws IOException {
    return new ProcessBuilder(command(options, main, arguments))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static List<String> command(List<String> options, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Runs {@code main} and returns what it printed; fails if it fails or takes too long. */
  static String run(Duration timeout, List<String> options, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = command(options, main, arguments);
    Path output = Files.createTempFile(main.getSimpleName(), ".out");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
      String printed = Files.readString(output, StandardCharsets.UTF_8).strip();
      if (!ended || process.exitValue() != 0) {
        throw new IllegalStateException(
            "%s %s: %s"
                .formatted(
                    main.getSimpleName(),
                    ended ? "failed" : "was not done after " + timeout,
                    printed));
      }
      return printed;
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(output);
    }
  }
}
