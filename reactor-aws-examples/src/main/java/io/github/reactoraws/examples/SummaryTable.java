package io.github.reactoraws.examples;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A summary as a table: kinds by regions, then what it cost. */
final class SummaryTable {
  private static final int MOST_REGIONS = 6; // so that a line fits a terminal

  private final Summary summary;
  private final Census census;
  private final List<String> regions;
  private final boolean others;

  private SummaryTable(Summary summary) {
    this.summary = summary;
    this.census = summary.census();
    this.regions = widest(census);
    this.others = census.regions().size() > regions.size();
  }

  static String of(Summary summary) {
    return new SummaryTable(summary).text();
  }

  private String text() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(header());
    census.kinds().forEach(kind -> rows.add(row(kind)));
    rows.add(totals());
    List<String> lines = new ArrayList<>(aligned(rows));
    if (summary.imageNames().asked() > 0) {
      lines.add(imageNames());
    }
    lines.add(cost());
    return String.join(System.lineSeparator(), lines);
  }

  private List<String> header() {
    List<String> header = new ArrayList<>(List.of("resource"));
    header.addAll(regions);
    if (others) {
      header.add("other");
    }
    header.add("total");
    return header;
  }

  private List<String> row(ResourceKind kind) {
    return row(
        kind.toString(),
        regions.stream().map(region -> census.count(kind, region)).toList(),
        census.count(kind));
  }

  private List<String> totals() {
    return row("total", regions.stream().map(census::count).toList(), census.total());
  }

  private List<String> row(String name, List<Long> byRegion, long total) {
    List<String> row = new ArrayList<>(List.of(name));
    byRegion.forEach(count -> row.add(number(count)));
    if (others) {
      row.add(number(total - byRegion.stream().mapToLong(Long::longValue).sum()));
    }
    row.add(number(total));
    return row;
  }

  private String imageNames() {
    ImageNames.Cost names = summary.imageNames();
    return String.format(
        Locale.ROOT,
        "%,d instances enriched with image names by %,d DescribeImages calls instead of %,d",
        names.named(),
        names.calls(),
        names.asked());
  }

  private String cost() {
    return String.format(
        Locale.ROOT,
        "%,d calls (%,d HTTP requests, %,d throttled), %.1f s, %,d resources a second",
        summary.calls(),
        summary.attempts(),
        summary.throttled(),
        summary.elapsed().toNanos() / 1e9,
        summary.itemsPerSecond());
  }

  /** The regions with a column of their own: those that hold most, by name. */
  private static List<String> widest(Census census) {
    Set<String> all = census.regions();
    return List.copyOf(
        all.stream()
            .sorted(Comparator.comparingLong((String region) -> census.count(region)).reversed())
            .limit(MOST_REGIONS)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static String number(long count) {
    return count == 0 ? "-" : String.format(Locale.ROOT, "%,d", count);
  }

  /** The first column to the left, the others to the right. */
  private static List<String> aligned(List<List<String>> rows) {
    int columns = rows.get(0).size();
    int[] widths =
        IntStream.range(0, columns)
            .map(c -> rows.stream().mapToInt(row -> row.get(c).length()).max().orElse(0))
            .toArray();
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder(padding(row.get(0), widths[0], true));
    for (int c = 1; c < row.size(); c++) {
      line.append("  ").append(padding(row.get(c), widths[c], false));
    }
    return line.toString();
  }

  private static String padding(String cell, int width, boolean left) {
    String space = " ".repeat(width - cell.length());
    return left ? cell + space : space + cell;
  }
}
