/** Ready batch loaders over the SDK's async clients, to be used as they are or copied. */
@NullMarked
package io.github.reactoraws.examples.loaders;

import org.jspecify.annotations.NullMarked;
