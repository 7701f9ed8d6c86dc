package io.github.reactoraws.examples.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Ways that are measured in turn, so that what else the machine does hits all alike; what counts is
 * the median of each.
 *
 * @param warmups rounds that do not count
 * @param counted rounds that do
 */
record Rounds(int warmups, int counted) {

  /** Measures one way once. */
  interface Way {
    double measure() throws Exception;
  }

  /** The ways by name, each measured in each round, and by turns as the first. */
  Medians of(Map<String, Way> ways) throws Exception {
    Map<String, List<Double>> measured = new LinkedHashMap<>();
    List<Map.Entry<String, Way>> order = new ArrayList<>(ways.entrySet());
    for (int round = 0; round < warmups + counted; round++) {
      Collections.rotate(order, 1); // so that none always has the garbage of another
      for (Map.Entry<String, Way> way : order) {
        double figure = way.getValue().measure();
        if (round >= warmups) {
          measured.computeIfAbsent(way.getKey(), name -> new ArrayList<>()).add(figure);
        }
      }
    }
    Map<String, Double> medians = new LinkedHashMap<>();
    measured.forEach((way, figures) -> medians.put(way, median(figures)));
    return new Medians(medians);
  }

  /** What came out. */
  record Medians(Map<String, Double> byWay) {
    double of(String way) {
      return Objects.requireNonNull(byWay.get(way), () -> "no " + way + " in " + byWay);
    }
  }

  static double median(List<Double> figures) {
    List<Double> sorted = figures.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  /** What 99 of 100 of the first {@code count} stay below; sorts them. */
  static double p99(long[] figures, int count) {
    Arrays.sort(figures, 0, count);
    return figures[(int) (0.99 * (count - 1))];
  }
}
