package io.github.reactoraws.examples.bench;

import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What processes have counted that use one folder; told from one to another as a line. */
final class SharedFolderCounts {
  private static final Pattern COUNT = Pattern.compile("([A-Z_]+)=(\\d+)");

  private final Map<What, Long> counts = new EnumMap<>(What.class);

  /** What is counted. */
  enum What {
    WRITTEN("lists written"),
    LOOKED_FOR("lists looked for"),
    FOUND("lists found"),
    /** Those found that the other process had written. */
    FOUND_OF_OTHER("lists found that the other process wrote"),
    /** Those found that the other process has replaced before they were read. */
    LOST("lists found that lost a page"),
    INVALIDATIONS("invalidations"),
    /** Lists that nobody has written so. */
    WRONG("wrong lists"),
    /** Lists that were replaced or invalidated before. */
    STALE("stale lists"),
    ERRORS("failures that the tiers counted"),
    BROKEN("broken lists that the tiers counted"),
    OFF("tiers off");

    private final String text;

    What(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Reads what {@link #toString} has written. */
  static SharedFolderCounts parsed(String line) {
    SharedFolderCounts parsed = new SharedFolderCounts();
    for (Matcher count = COUNT.matcher(line); count.find(); ) {
      parsed.add(What.valueOf(count.group(1)), Long.parseLong(count.group(2)));
    }
    return parsed;
  }

  synchronized void add(What what, long more) {
    counts.merge(what, more, Long::sum);
  }

  SharedFolderCounts plus(SharedFolderCounts other) {
    other.counts.forEach(this::add);
    return this;
  }

  synchronized long of(What what) {
    return counts.getOrDefault(what, 0L);
  }

  /** Names and numbers, in one line. */
  @Override
  public synchronized String toString() {
    StringBuilder line = new StringBuilder();
    counts.forEach((what, count) -> line.append(what.name()).append('=').append(count).append(' '));
    return line.toString();
  }
}
