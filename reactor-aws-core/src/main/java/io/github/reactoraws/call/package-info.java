/** One call of AWS: made lazily, cancelled truly, and told apart when it fails. */
@NullMarked
package io.github.reactoraws.call;

import org.jspecify.annotations.NullMarked;
