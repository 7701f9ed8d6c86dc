/**
 * Limits and rates against simulated servers, as discrete events in virtual time: what takes a
 * service minutes takes milliseconds, and one seed always tells one story.
 */
@NullMarked
package io.github.reactoraws.examples.simulation;

import org.jspecify.annotations.NullMarked;
