/** A tier on the disk: lists in one SQLite file, which processes share and which outlives them. */
@NullMarked
package io.github.reactoraws.cache.tier.disk;

import org.jspecify.annotations.NullMarked;
