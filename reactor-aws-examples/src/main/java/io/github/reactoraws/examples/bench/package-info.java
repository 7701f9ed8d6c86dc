/** Benchmarks: main classes that measure this library beside its peers in the same run. */
@NullMarked
package io.github.reactoraws.examples.bench;

import org.jspecify.annotations.NullMarked;
