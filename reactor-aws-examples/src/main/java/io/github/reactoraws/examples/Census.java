package io.github.reactoraws.examples;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** How many resources there are, by kind and region. Not thread-safe. */
final class Census {
  private final Map<ResourceKind, Map<String, Long>> counts = new EnumMap<>(ResourceKind.class);
  private final List<Failure> failures = new ArrayList<>();

  void add(Finding finding) {
    if (finding instanceof Resource resource) {
      counts
          .computeIfAbsent(resource.kind(), kind -> new TreeMap<>())
          .merge(resource.region(), 1L, Long::sum);
    } else if (finding instanceof Failure failure) {
      failures.add(failure);
    }
  }

  /** The kinds that were found. */
  Set<ResourceKind> kinds() {
    return counts.keySet();
  }

  /** The regions where something was found, by name. */
  Set<String> regions() {
    Set<String> regions = new TreeSet<>();
    counts.values().forEach(ofKind -> regions.addAll(ofKind.keySet()));
    return regions;
  }

  long count(ResourceKind kind, String region) {
    return counts.getOrDefault(kind, Map.of()).getOrDefault(region, 0L);
  }

  long count(ResourceKind kind) {
    return counts.getOrDefault(kind, Map.of()).values().stream().mapToLong(Long::longValue).sum();
  }

  long count(String region) {
    return counts.values().stream().mapToLong(ofKind -> ofKind.getOrDefault(region, 0L)).sum();
  }

  long total() {
    return counts.values().stream()
        .flatMap(ofKind -> ofKind.values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }

  List<Failure> failures() {
    return failures;
  }
}
