package io.github.reactoraws.examples.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page.
 *
 * @param next the token of the next page; null, as the SDK's builders want it, on the last one
 */
record Page<T>(List<T> items, @Nullable String next) {

  boolean hasNext() {
    return next != null;
  }
}
