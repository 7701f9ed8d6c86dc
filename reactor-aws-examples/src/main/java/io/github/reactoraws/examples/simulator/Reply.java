package io.github.reactoraws.examples.simulator;

/**
 * An answer and how it travels.
 *
 * @param delivery how the bytes go, or do not go, to the client
 */
record Reply(HttpAnswer answer, Delivery delivery) {

  /** What happens to an answer on its way. */
  enum Delivery {
    WHOLE,
    SLOWLY,
    HALF,
    NEVER
  }
}
