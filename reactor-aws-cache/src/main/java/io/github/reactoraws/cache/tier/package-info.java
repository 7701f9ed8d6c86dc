/** One level of a cache: what each must do, whatever it stores answers in. */
@NullMarked
package io.github.reactoraws.cache.tier;

import org.jspecify.annotations.NullMarked;
