/**
 * Streams AWS: {@link io.github.reactoraws.Listing} lists a paginated operation, {@link
 * io.github.reactoraws.Stages} look up and drop repeats on the way; {@link
 * io.github.reactoraws.Batcher} and {@link io.github.reactoraws.SingleFlight} share look-ups among
 * many streams.
 */
@NullMarked
package io.github.reactoraws;

import org.jspecify.annotations.NullMarked;
