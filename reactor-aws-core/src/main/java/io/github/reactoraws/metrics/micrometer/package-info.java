/** Counts into Micrometer, for those who have it on their class path. */
@NullMarked
package io.github.reactoraws.metrics.micrometer;

import org.jspecify.annotations.NullMarked;
