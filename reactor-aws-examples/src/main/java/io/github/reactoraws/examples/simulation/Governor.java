package io.github.reactoraws.examples.simulation;

import io.github.reactoraws.limit.Limit;
import io.github.reactoraws.limit.Rate;
import java.util.function.Supplier;

/**
 * What decides when a client calls.
 *
 * @param name what the tables call it
 * @param limit makes a client's limit
 * @param rate makes a client's rate
 */
public record Governor(String name, Supplier<Limit> limit, Supplier<Rate> rate) {}
