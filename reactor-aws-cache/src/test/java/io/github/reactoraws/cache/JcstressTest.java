package io.github.reactoraws.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jcstress.Main;

/**
 * Runs every jcstress test of this module for a moment, in JVMs of its own; what they print and
 * find is in {@code target/jcstress}. A test is a class with {@code @JCStressTest} and two actors.
 *
 * <p>For longer: {@code mvn -pl reactor-aws-cache -am test-compile exec:exec -Dexec.skip=false
 * -Dexec.classpathScope=test -Dexec.executable=java -Dexec.workingdir=target -Dexec.args="-cp
 * %classpath org.openjdk.jcstress.Main -t Stress"}
 */
class JcstressTest {
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private static final List<String> BRIEFLY =
      List.of("-iters", "1", "-time", "50", "-f", "1", "-fsm", "1", "-sc", "false", "-af", "NONE");

  /** One set of JVM options, where jcstress would try all compilers by turns. */
  private static final List<String> SMALL =
      List.of("-jvmArgs", "-Xmx128m", "-hs", "64", "-pth", "false");

  /** So many caches at once: each takes 20 KB, and out of memory a reader ends with an error. */
  private static final List<String> FEW = List.of("-strideSize", "128", "-strideCount", "8");

  private final Path folder = Path.of("target", "jcstress").toAbsolutePath();

  @Test
  @Timeout(270)
  void races_endAsTheyMay() throws Exception {
    assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "a race takes two processors");

    String printed = run();

    assertThat(printed)
        .containsPattern(
            "Results: [1-9]\\d* planned; [1-9]\\d* passed, 0 failed, 0 soft errs, 0 hard")
        .doesNotContainPattern("[1-9]\\d* (failed|soft errs|hard errs)")
        .doesNotContain("these tests would not run")
        .containsPattern("Failed tests: No matches")
        .containsPattern("Error tests: No matches");
  }

  private String run() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path output = folder.resolve("printed.txt");
    Process stress =
        new ProcessBuilder(command())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      boolean ended = stress.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
      String printed = Files.readString(output);
      assertThat(ended).as("ended within %s, see %s", LIMIT, output).isTrue();
      assertThat(stress.exitValue()).as(printed).isZero();
      return printed;
    } finally {
      stress.descendants().forEach(ProcessHandle::destroyForcibly);
      stress.destroyForcibly();
    }
  }

  private static List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("-t", "io.github.reactoraws.cache", "-r", "report"));
    command.addAll(BRIEFLY);
    command.addAll(SMALL);
    command.addAll(FEW);
    return command;
  }
}
