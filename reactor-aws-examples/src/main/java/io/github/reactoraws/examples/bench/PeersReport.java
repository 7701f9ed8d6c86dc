package io.github.reactoraws.examples.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What several contestants measured beside what was asked, ours first: a table for people, a CSV
 * file for programs.
 */
final class PeersReport {
  private static final String MEASURE = "%-44s %9s %6s";
  private static final String FIGURE = " %16s";

  /** What is asked of a figure. */
  record Asked(String measure, Bound bound, double value) {

    static Asked atLeast(double value, String measure) {
      return new Asked(measure, Bound.AT_LEAST, value);
    }

    static Asked atMost(double value, String measure) {
      return new Asked(measure, Bound.AT_MOST, value);
    }

    /** Nothing is asked: the figure explains another. */
    static Asked nothing(String measure) {
      return new Asked(measure, Bound.NONE, 0);
    }

    boolean holds(double figure) {
      return switch (bound) {
        case AT_LEAST -> figure >= value;
        case AT_MOST -> figure <= value;
        case NONE -> true;
      };
    }

    String text() {
      return bound.sign + (bound == Bound.NONE ? "" : plain(value));
    }
  }

  private enum Bound {
    AT_LEAST(">="),
    AT_MOST("<="),
    NONE("");

    private final String sign;

    Bound(String sign) {
      this.sign = sign;
    }
  }

  private record Row(Asked asked, List<Double> figures) {}

  private final String name;
  private final List<String> contestants;
  private final List<Row> rows = new ArrayList<>();

  PeersReport(Class<?> benchmark, List<String> contestants) {
    this.name = benchmark.getSimpleName();
    this.contestants = contestants;
  }

  /** Adds the figures of all contestants, in their order. */
  void add(Asked asked, List<Double> figures) {
    rows.add(new Row(asked, figures));
  }

  /** Prints the table and writes the file. */
  void publish(PrintStream out) throws IOException {
    out.printf(MEASURE, "measure", "asked", "holds");
    contestants.forEach(each -> out.printf(FIGURE, each));
    out.println();
    List<String> lines = new ArrayList<>();
    lines.add("measure,asked,holds," + String.join(",", contestants));
    for (Row row : rows) {
      boolean holds = row.asked.holds(row.figures.get(0));
      out.printf(MEASURE, row.asked.measure, row.asked.text(), holds);
      List<String> figures = row.figures.stream().map(PeersReport::plain).toList();
      figures.forEach(each -> out.printf(FIGURE, each));
      out.println();
      lines.add(
          figures.stream()
              .collect(
                  Collectors.joining(
                      ",",
                      "\"" + row.asked.measure + "\"," + row.asked.text() + "," + holds + ",",
                      "")));
    }
    Path file = ChildJvm.target().resolve("bench").resolve(name + ".csv");
    Files.createDirectories(file.getParent());
    Files.write(file, lines);
  }

  /** Three digits or more, and no more than they are worth. */
  private static String plain(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return "never";
    }
    String format = Math.abs(value) < 2 ? "%.3f" : Math.abs(value) < 100 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, format, value);
  }
}
