/** Who asked whom for what: keys of cached answers, and patterns over them. */
@NullMarked
package io.github.reactoraws.cache.key;

import org.jspecify.annotations.NullMarked;
