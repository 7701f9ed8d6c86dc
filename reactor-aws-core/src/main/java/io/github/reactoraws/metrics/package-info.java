/** What the stages count, and where the counts go. */
@NullMarked
package io.github.reactoraws.metrics;

import org.jspecify.annotations.NullMarked;
