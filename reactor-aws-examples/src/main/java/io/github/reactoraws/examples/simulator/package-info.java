/** An in-process AWS on loopback, for tests, examples and benchmarks. */
@NullMarked
package io.github.reactoraws.examples.simulator;

import org.jspecify.annotations.NullMarked;
