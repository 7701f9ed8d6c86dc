package io.github.reactoraws.metrics;

/** Every meter of the stages: its name, its unit and what it tells. */
public enum Meter {
  /** Calls of a batch loader, repeated ones included. */
  BATCH_CALLS("reactoraws.batch.calls", "calls", "Calls of a batch loader"),
  /** Keys sent to a batch loader, repeated ones included. */
  BATCH_KEYS("reactoraws.batch.keys", "keys", "Keys sent to a batch loader"),
  /** Batches taken apart because AWS refused them as a whole. */
  BATCH_SPLITS("reactoraws.batch.splits", "batches", "Refused batches taken apart"),
  /** Keys asked for again because AWS left them unprocessed. */
  BATCH_REASKED("reactoraws.batch.reasked", "keys", "Unprocessed keys asked for again"),
  /** Keys that had no value. */
  BATCH_ABSENT("reactoraws.batch.absent", "keys", "Keys without a value"),
  /** Keys that failed, each by itself or with its batch. */
  BATCH_FAILED("reactoraws.batch.failed", "keys", "Keys that failed"),
  /** Elements dropped because their key had passed within the window. */
  DEDUP_DROPPED("reactoraws.dedup.dropped", "elements", "Repeats dropped"),
  /** Keys forgotten before their time because there was no room for more. */
  DEDUP_FORGOTTEN("reactoraws.dedup.forgotten", "keys", "Keys forgotten before their time"),
  /** Loads begun by a single flight. */
  FLIGHT_LOADS("reactoraws.flight.loads", "loads", "Loads begun"),
  /** Asks that joined a load in flight. */
  FLIGHT_JOINED("reactoraws.flight.joined", "asks", "Asks that joined a load in flight"),
  /** Asks answered by an outcome that was remembered. */
  FLIGHT_REMEMBERED("reactoraws.flight.remembered", "asks", "Asks answered from memory"),
  /** Attempts of calls that a limiter has learned from. */
  LIMITER_ATTEMPTS("reactoraws.limiter.attempts", "attempts", "Attempts of calls"),
  /** Attempts that AWS throttled. */
  LIMITER_THROTTLED("reactoraws.limiter.throttled", "attempts", "Attempts that were throttled"),
  /** How long attempts took that succeeded. */
  LIMITER_LATENCY(Kind.TIMER, "reactoraws.limiter.latency", "seconds", "Latency of an attempt"),
  /** How many calls may be in flight. */
  LIMITER_LIMIT(Kind.GAUGE, "reactoraws.limiter.limit", "calls", "Calls that may be in flight"),
  /** How many attempts may start a second; not a number while no throttle has taught it. */
  LIMITER_RATE(
      Kind.GAUGE, "reactoraws.limiter.rate", "attempts per second", "Starts allowed a second"),
  /** How many calls are in flight. */
  LIMITER_IN_FLIGHT(Kind.GAUGE, "reactoraws.limiter.in.flight", "calls", "Calls in flight"),
  /** How many calls wait for their turn. */
  LIMITER_WAITING(Kind.GAUGE, "reactoraws.limiter.waiting", "calls", "Calls that wait to start"),
  /** Asks that a cache answered out of its memory. */
  CACHE_MEMORY_HITS("reactoraws.cache.memory.hits", "asks", "Asks answered out of memory"),
  /** Asks that a cache answered out of a tier below its memory. */
  CACHE_TIER_HITS("reactoraws.cache.tier.hits", "asks", "Asks answered below memory"),
  /** Asks that joined a load, or a reading, in flight. */
  CACHE_JOINED("reactoraws.cache.joined", "asks", "Asks that joined another"),
  /** Asks that a cache answered with what was stale. */
  CACHE_STALE("reactoraws.cache.stale", "asks", "Asks answered with what was stale"),
  /** Loads that a cache began, since it had no answer or a stale one. */
  CACHE_LOADS("reactoraws.cache.loads", "loads", "Loads begun"),
  /** Loads behind an ask that was answered already; these are loads, too. */
  CACHE_REFRESHES("reactoraws.cache.refreshes", "loads", "Loads behind an answer"),
  /** Answers kept in memory alone, as it is not known who asked, or as they may be secret. */
  CACHE_MEMORY_ONLY("reactoraws.cache.memory.only", "answers", "Answers kept in memory alone"),
  /** Answers that no tier could keep whole. */
  CACHE_NOT_KEPT("reactoraws.cache.not.kept", "answers", "Answers not kept"),
  /** Answers that had to leave before their time, since there was no room. */
  CACHE_EVICTED("reactoraws.cache.evicted", "answers", "Answers that had to leave"),
  /** Stored answers that were broken, and were dropped. */
  CACHE_BROKEN("reactoraws.cache.broken", "answers", "Broken answers dropped"),
  /** Failures of a tier, which then went on without it. */
  CACHE_TIER_ERRORS("reactoraws.cache.tier.errors", "errors", "Failures of a tier"),
  /** Tiers that have switched themselves off. */
  CACHE_TIERS_OFF(Kind.GAUGE, "reactoraws.cache.tiers.off", "tiers", "Tiers switched off"),
  /** What a cache's memory holds, as estimated. */
  CACHE_MEMORY_BYTES(Kind.GAUGE, "reactoraws.cache.memory.bytes", "bytes", "Held in memory"),
  /** What a cache's files hold. */
  CACHE_DISK_BYTES(Kind.GAUGE, "reactoraws.cache.disk.bytes", "bytes", "Held on disk"),
  /** Connections of an HTTP client that are in use. */
  POOL_LEASED(Kind.GAUGE, "reactoraws.pool.leased", "connections", "Connections in use"),
  /** Connections of an HTTP client that are open and idle. */
  POOL_AVAILABLE(Kind.GAUGE, "reactoraws.pool.available", "connections", "Connections idle"),
  /** Requests that wait for a connection of an HTTP client. */
  POOL_WAITING(Kind.GAUGE, "reactoraws.pool.waiting", "requests", "Requests without connection");

  /** How a meter is told. */
  public enum Kind {
    /** Adds up: {@link Recorder#count}. */
    COUNTER,
    /** Is looked at when somebody wants to know: {@link Recorder#watch}. */
    GAUGE,
    /** Takes times: {@link Recorder#time}. */
    TIMER
  }

  private static final String LIMITERS = "reactoraws.limiter.";

  private final Kind kind;
  private final String id;
  private final String unit;
  private final String description;

  Meter(String id, String unit, String description) {
    this(Kind.COUNTER, id, unit, description);
  }

  Meter(Kind kind, String id, String unit, String description) {
    this.kind = kind;
    this.id = id;
    this.unit = unit;
    this.description = description;
  }

  /**
   * Returns how the meter is told.
   *
   * @return its kind
   */
  public Kind kind() {
    return kind;
  }

  /**
   * Returns whether the meter is told of one call scope, through {@link Recorder#within}: so it is
   * with all meters of a limiter, which is of one scope, and with no other.
   *
   * @return {@code true} if each scope has its own
   */
  public boolean scoped() {
    return id.startsWith(LIMITERS);
  }

  /**
   * Returns the meter's name, as Micrometer wants it.
   *
   * @return a dotted name such as {@code reactoraws.batch.calls}
   */
  public String id() {
    return id;
  }

  /**
   * Returns what one of the value is.
   *
   * @return a plural noun such as {@code calls}
   */
  public String unit() {
    return unit;
  }

  /**
   * Returns what the meter tells.
   *
   * @return a short description
   */
  public String description() {
    return description;
  }
}
