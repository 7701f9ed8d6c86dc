/**
 * How many calls may be in flight and how many may start a second: control algorithms that know
 * neither Reactor, nor AWS, nor threads, nor a clock of their own.
 */
@NullMarked
package io.github.reactoraws.limit;

import org.jspecify.annotations.NullMarked;
