package io.github.reactoraws.examples.simulator;

import java.time.Instant;
import java.util.List;

/** The words and dates that resources are described with. */
final class Words {
  static final List<String> TEAMS =
      List.of("billing", "catalog", "delivery", "identity", "media", "orders", "search", "storage");
  static final List<String> STAGES = List.of("prod", "staging", "dev");

  /** The day on which every estate is looked at; nothing is younger. */
  static final Instant TODAY = Instant.parse("2026-01-01T00:00:00Z");

  private static final int FIVE_YEARS_SECONDS = 5 * 365 * 24 * 3600;

  private Words() {}

  static String team(long bits) {
    return TEAMS.get((int) (bits & 7));
  }

  static String stage(long bits) {
    return STAGES.get(Math.max(0, (int) ((bits >>> 3) & 3) - 1));
  }

  /** A moment of the five years before {@link #TODAY}. */
  static Instant past(long bits) {
    return TODAY.minusSeconds(1 + Mix.below(FIVE_YEARS_SECONDS, bits));
  }
}
