package io.github.reactoraws.examples.simulation;

import io.github.reactoraws.limit.Outcome;
import java.util.function.Consumer;

/** A simulated service. */
interface Server {

  /** Takes an attempt that arrives now, and replies later. */
  void accept(Consumer<Outcome> reply);
}
