/** Permits to call: one limiter for each scope that AWS throttles by, fed by what calls meet. */
@NullMarked
package io.github.reactoraws.adaptive;

import org.jspecify.annotations.NullMarked;
