package io.github.reactoraws.examples.simulation;

/** How many calls a client's downstream has asked for since the client began. */
@FunctionalInterface
interface Demand {

  /** All that there is. */
  Demand GREEDY = now -> Long.MAX_VALUE;

  /** The number of calls asked for until {@code now}. */
  long until(long now);
}
