/** Connections to AWS, as many as the stages may have calls in flight. */
@NullMarked
package io.github.reactoraws.client;

import org.jspecify.annotations.NullMarked;
