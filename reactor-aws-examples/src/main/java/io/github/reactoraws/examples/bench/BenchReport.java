package io.github.reactoraws.examples.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a benchmark measured beside what was asked: a table for people, a CSV file for programs. */
final class BenchReport {
  private static final String FORMAT = "%-66s %14s %14s %8s %9s %6s%n";

  /** One measure; the peer's figure and the ratio are empty where nothing is compared. */
  private record Row(
      String measure, String ours, String peer, String ratio, String asked, boolean holds) {

    String csv() {
      return String.join(",", '"' + measure + '"', ours, peer, ratio, asked, "" + holds);
    }
  }

  private final String name;
  private final List<Row> rows = new ArrayList<>();

  BenchReport(Class<?> benchmark) {
    this.name = benchmark.getSimpleName();
  }

  /** Ours over the peer's must be {@code asked} or more. */
  BenchReport ratioAtLeast(String measure, double ours, double peer, double asked) {
    double ratio = ours / peer;
    rows.add(
        new Row(measure, plain(ours), plain(peer), two(ratio), ">=" + two(asked), ratio >= asked));
    return this;
  }

  /** Ours over the peer's must be {@code asked} or less. */
  BenchReport ratioAtMost(String measure, double ours, double peer, double asked) {
    double ratio = ours / peer;
    rows.add(
        new Row(measure, plain(ours), plain(peer), two(ratio), "<=" + two(asked), ratio <= asked));
    return this;
  }

  /** Ours beside the peer's, of which nothing is asked: it explains another row. */
  BenchReport ratio(String measure, double ours, double peer) {
    rows.add(new Row(measure, plain(ours), plain(peer), two(ours / peer), "", true));
    return this;
  }

  /** Ours must be {@code asked} or less. */
  BenchReport atMost(String measure, double ours, double asked) {
    rows.add(new Row(measure, plain(ours), "", "", "<=" + plain(asked), ours <= asked));
    return this;
  }

  /** Ours alone, of which nothing is asked: it explains another row. */
  BenchReport figure(String measure, double ours) {
    rows.add(new Row(measure, plain(ours), "", "", "", true));
    return this;
  }

  /** Ours must be exactly {@code asked}. */
  BenchReport exactly(String measure, long ours, long asked) {
    rows.add(new Row(measure, "" + ours, "", "", "=" + asked, ours == asked));
    return this;
  }

  /** Ours must be {@code asked} or more. */
  BenchReport atLeast(String measure, long ours, long asked) {
    rows.add(new Row(measure, "" + ours, "", "", ">=" + asked, ours >= asked));
    return this;
  }

  /** Ours, of which nothing is asked: it tells how much was tried. */
  BenchReport count(String measure, long ours) {
    rows.add(new Row(measure, "" + ours, "", "", "", true));
    return this;
  }

  /** What does not hold: each measure with what was measured. */
  List<String> failing() {
    return rows.stream()
        .filter(row -> !row.holds)
        .map(row -> row.measure + " was " + row.ours + ", not " + row.asked)
        .toList();
  }

  /** Prints the table and writes the file. */
  void publish(PrintStream out) throws IOException {
    out.printf(FORMAT, "measure", "ours", "peer", "ratio", "asked", "holds");
    for (Row row : rows) {
      out.printf(FORMAT, row.measure, row.ours, row.peer, row.ratio, row.asked, row.holds);
    }
    Path file = ChildJvm.target().resolve("bench").resolve(name + ".csv");
    Files.createDirectories(file.getParent());
    List<String> lines = new ArrayList<>(List.of("measure,ours,peer,ratio,asked,holds"));
    rows.forEach(row -> lines.add(row.csv()));
    Files.write(file, lines);
  }

  private static String plain(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value);
  }

  private static String two(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
