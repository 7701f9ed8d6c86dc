/**
 * Main classes that measure: {@code …Bench} this library beside its peers in the same run, {@code
 * …Run} what it loses or gets wrong under faults.
 */
@NullMarked
package io.github.reactoraws.examples.bench;

import org.jspecify.annotations.NullMarked;
