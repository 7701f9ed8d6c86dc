package io.github.reactoraws.cache;

/** What may be done with an answer of some age. */
enum Freshness {
  /** It is used. */
  FRESH,
  /** It is used, and its time to be loaded again has come a little early. */
  DUE,
  /** It is used, and another is loaded behind it. */
  STALE,
  /** It is used only if the load fails. */
  LAST_RESORT,
  /** It is not used. */
  EXPIRED;

  boolean isServed() {
    return this == FRESH || isRefreshed();
  }

  boolean isRefreshed() {
    return this == DUE || this == STALE;
  }
}
