/** Cache stages, to be put anywhere in a stream. */
@NullMarked
package io.github.reactoraws.cache;

import org.jspecify.annotations.NullMarked;
