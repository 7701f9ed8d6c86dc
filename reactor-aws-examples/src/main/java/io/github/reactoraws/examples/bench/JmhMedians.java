package io.github.reactoraws.examples.bench;

import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The median scores of all methods of a JMH class, each for each of its parameters. */
final class JmhMedians {
  private final Map<String, Double> medians;

  private JmhMedians(Map<String, Double> medians) {
    this.medians = medians;
  }

  /** Runs {@code benchmarks} as its annotations say. */
  static JmhMedians of(Class<?> benchmarks) throws RunnerException {
    System.setProperty("java.class.path", ChildJvm.classPath()); // JMH starts its forks with it
    Function<RunResult, Double> median =
        result -> result.getPrimaryResult().getStatistics().getPercentile(50);
    return new JmhMedians(
        new Runner(
                new OptionsBuilder()
                    .include(benchmarks.getSimpleName())
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run().stream().collect(Collectors.toMap(JmhMedians::nameOf, median)));
  }

  /** The score of a method. */
  double of(String method) {
    return Objects.requireNonNull(medians.get(method), () -> "no " + method + " in " + medians);
  }

  /** The score of a method that was run with {@code parameter}. */
  double of(String method, int parameter) {
    return of(method + " " + parameter);
  }

  private static String nameOf(RunResult result) {
    String parameters =
        result.getParams().getParamsKeys().stream()
            .map(key -> " " + result.getParams().getParam(key))
            .collect(Collectors.joining());
    return result.getPrimaryResult().getLabel() + parameters;
  }
}
