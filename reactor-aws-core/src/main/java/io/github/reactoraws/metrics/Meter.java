package io.github.reactoraws.metrics;

/** Every meter of the stages: its name, its unit and what it counts. */
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
  FLIGHT_REMEMBERED("reactoraws.flight.remembered", "asks", "Asks answered from memory");

  private final String id;
  private final String unit;
  private final String description;

  Meter(String id, String unit, String description) {
    this.id = id;
    this.unit = unit;
    this.description = description;
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
   * Returns what one of the count is.
   *
   * @return a plural noun such as {@code calls}
   */
  public String unit() {
    return unit;
  }

  /**
   * Returns what the meter counts.
   *
   * @return a short description
   */
  public String description() {
    return description;
  }
}
