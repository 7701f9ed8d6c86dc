/**
 * Streams AWS: {@link io.github.reactoraws.Listing} lists a paginated operation, {@link
 * io.github.reactoraws.Stages} has the stages behind it; {@link io.github.reactoraws.Batcher} and
 * {@link io.github.reactoraws.SingleFlight} share look-ups among pipelines.
 */
@NullMarked
package io.github.reactoraws;

import org.jspecify.annotations.NullMarked;
