/** Values as bytes and back. */
@NullMarked
package io.github.reactoraws.cache.codec;

import org.jspecify.annotations.NullMarked;
