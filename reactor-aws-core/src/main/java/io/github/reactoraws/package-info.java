/** Stages: functions for {@link reactor.core.publisher.Flux#transform} that stream AWS. */
@NullMarked
package io.github.reactoraws;

import org.jspecify.annotations.NullMarked;
