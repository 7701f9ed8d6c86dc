/** The tier that holds values in the heap. */
@NullMarked
package io.github.reactoraws.cache.tier.memory;

import org.jspecify.annotations.NullMarked;
