/** The main job and further runnable examples. */
@NullMarked
package io.github.reactoraws.examples;

import org.jspecify.annotations.NullMarked;
