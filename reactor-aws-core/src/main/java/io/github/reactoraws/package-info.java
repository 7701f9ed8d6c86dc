/**
 * Streams AWS: {@link io.github.reactoraws.Listing} a paginated operation, {@link
 * io.github.reactoraws.Stages} what else leads into a stream.
 */
@NullMarked
package io.github.reactoraws;

import org.jspecify.annotations.NullMarked;
