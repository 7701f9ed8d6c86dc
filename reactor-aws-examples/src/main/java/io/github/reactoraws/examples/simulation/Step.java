package io.github.reactoraws.examples.simulation;

/**
 * A change of a server.
 *
 * @param at when, in seconds
 * @param value what it has from then on
 */
public record Step(double at, double value) {}
