package io.github.reactoraws.cache.tier.disk;

import org.jspecify.annotations.Nullable;

/** A row as it was read. */
final class FoundRow {
  private final EntryRow entry;
  private final long touchedAt;
  private final byte @Nullable [] only;

  FoundRow(EntryRow entry, long touchedAt, byte @Nullable [] only) {
    this.entry = entry;
    this.touchedAt = touchedAt;
    this.only = only;
  }

  EntryRow entry() {
    return entry;
  }

  /** When it was last noted that it was found, in milliseconds since 1970. */
  long touchedAt() {
    return touchedAt;
  }

  /** The body of its only page, if it has but one and that is short. */
  byte @Nullable [] only() {
    return only;
  }
}
